provider "aws" {
  region = "us-west-2"
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
  subscription      = { destination_arn = "arn:aws:logs:us-west-2:222222222222:destination:acme-logs" }
  tags              = { Environment = "prod" }
}

output "log_groups" {
  value = module.log_groups
}
