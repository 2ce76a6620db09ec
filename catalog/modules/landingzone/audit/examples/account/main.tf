provider "aws" {
  region = "us-west-2"
}

# Without an organization, the account stands in for its management account.
module "log_archive" {
  source = "../../../log-archive"

  name          = "acme"
  organization  = { id = "o-a1b2c3d4e5", management_account_id = "123456789012" }
  trail         = { name = "company", region = "us-west-2" }
  force_destroy = true
}

module "audit" {
  source = "../.."

  name = "company"
  log_archive = {
    bucket_name = module.log_archive.bucket_names.cloudtrail
    kms_key_arn = module.log_archive.kms_key_arns.cloudtrail
  }
  alarm_thresholds = { unauthorized-api-calls = 25, console-authentication-failures = 3 }
  data_events      = { excluded_bucket_names = ["acme-data-lake"], resource_types = ["AWS::DynamoDB::Table"], s3 = "write" }
  insights         = true
  retention_days   = 400
  tags             = { Owner = "security" }
}

output "audit" {
  value = module.audit
}
