provider "aws" {
  region = "us-west-2"
}

module "archive" {
  source = "../../../../data-stores/s3-bucket"

  name            = "acme-logs-archive-of-groups"
  force_destroy   = true
  lifecycle_rules = { archive = { transitions = { GLACIER_IR = 90 }, expire_after_days = 2557 } }
}

module "log_destination" {
  source = "../.."

  name   = "acme-prod-logs"
  access = { write = ["111111111111", "222222222222", "333333333333"] }
  alarms = { topic_arns = { on-call = "arn:aws:sns:us-west-2:444444444444:acme-logs-cloudwatch-alarms" } }
  bucket = {
    arn         = module.archive.arn
    kms_key_arn = module.archive.kms_key_arn
    prefix      = "cloudwatch-logs/us-west-2/"
  }
  buffering = { mib = 128, seconds = 900 }
  tags      = { Owner = "platform" }
}

output "log_destination" {
  value = module.log_destination
}
