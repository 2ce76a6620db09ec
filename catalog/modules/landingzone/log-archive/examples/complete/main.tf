provider "aws" {
  region = "eu-central-1"
}

module "log_archive" {
  source = "../.."

  name          = "acme-eu"
  organization  = { id = "o-a1b2c3d4e5", management_account_id = "111111111111" }
  trail         = { name = "company", region = "eu-central-1" }
  access        = { read = ["222222222222"] }
  keep          = { access_log_days = 3653, archive_after_days = 30, expire_after_days = 3653 }
  object_lock   = { days = 3653, mode = "COMPLIANCE" }
  force_destroy = true
  tags          = { Owner = "security" }
}

output "log_archive" {
  value = module.log_archive
}
