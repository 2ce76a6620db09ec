provider "aws" {
  region = "us-west-2"
}

# In a company this is in an account of its own.
module "log_archive" {
  source = "../../../log-archive"

  name          = "acme"
  organization  = { id = "o-a1b2c3d4e5", management_account_id = "123456789012" }
  trail         = { region = "us-west-2" }
  force_destroy = true
}

module "audit" {
  source = "../.."

  organization = { id = "o-a1b2c3d4e5", management_account_id = "123456789012" }
  log_archive = {
    bucket_name = module.log_archive.bucket_names.cloudtrail
    kms_key_arn = module.log_archive.kms_key_arns.cloudtrail
  }
  alarms = { topic_arns = { security = "arn:aws:sns:us-west-2:123456789012:acme-security-alarms" } }
}

output "audit" {
  value = module.audit
}
