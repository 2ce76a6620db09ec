provider "aws" {
  region = "us-west-2"
}

module "bucket" {
  source = "../.."

  name       = "acme-prod-invoices"
  encryption = "s3"
  object_lock = {
    days = 3650
    mode = "COMPLIANCE"
  }
  services = { "logging.s3.amazonaws.com" = { prefix = "access/" } }

  lifecycle_rules = {
    access   = { prefix = "access/", expire_after_days = 365 }
    invoices = { prefix = "invoices/", transitions = { STANDARD_IA = 60, GLACIER = 180 }, expire_after_days = 3651 }
  }
}

output "bucket" {
  value = module.bucket
}
