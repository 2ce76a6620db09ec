provider "aws" {
  region = "us-west-2"
}

data "aws_caller_identity" "current" {}

# These two are in the logs account; here one account is both.
module "archive" {
  source = "../../../../data-stores/s3-bucket"

  name          = "acme-logs-archive-of-prod"
  force_destroy = true
}

module "log_destination" {
  source = "../../../log-destination"

  name   = "acme-logs"
  access = { write = [data.aws_caller_identity.current.account_id] }
  bucket = { arn = module.archive.arn, kms_key_arn = module.archive.kms_key_arn }
}

resource "aws_cloudwatch_log_group" "audit" {
  #checkov:skip=CKV_AWS_158: It stands for a group that another module made.
  name              = "/acme-prod/audit"
  retention_in_days = 731
}

module "log_groups" {
  source = "../.."

  name = "acme-prod"
  groups = {
    "/acme-prod/batch"  = { retention_days = 731 }
    "/acme-prod/import" = { filter_pattern = "{ $.level = \"ERROR\" }" }
    "/acme-prod/debug"  = { class = "INFREQUENT_ACCESS", retention_days = 7 }
  }
  other_group_names = { audit = aws_cloudwatch_log_group.audit.name }
  subscription      = { destination_arn = module.log_destination.arn }
  tags              = { Environment = "prod" }
}

output "log_groups" {
  value = module.log_groups
}
