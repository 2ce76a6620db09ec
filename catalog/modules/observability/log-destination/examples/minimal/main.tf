provider "aws" {
  region = "us-west-2"
}

module "log_destination" {
  source = "../.."

  name   = "acme-logs"
  access = { write = ["111111111111"] }
  bucket = {
    arn         = "arn:aws:s3:::acme-logs-archive"
    kms_key_arn = "arn:aws:kms:us-west-2:222222222222:key/11111111-2222-3333-4444-555555555555"
  }
}

output "log_destination" {
  value = module.log_destination
}
