provider "aws" {
  region = "us-west-2"
}

resource "aws_kms_key" "archive" {
  #checkov:skip=CKV2_AWS_64: The default policy, by which the account decides, is all that this example needs.
  description         = "Encrypts the archive of log groups."
  enable_key_rotation = true
}

resource "aws_s3_bucket" "archive" {
  #checkov:skip=CKV_AWS_18: It stands for a bucket of data-stores/s3-bucket, which has all of this.
  #checkov:skip=CKV_AWS_21: See CKV_AWS_18.
  #checkov:skip=CKV_AWS_144: See CKV_AWS_18.
  #checkov:skip=CKV_AWS_145: See CKV_AWS_18.
  #checkov:skip=CKV2_AWS_6: See CKV_AWS_18.
  #checkov:skip=CKV2_AWS_61: See CKV_AWS_18.
  #checkov:skip=CKV2_AWS_62: See CKV_AWS_18.
  bucket = "acme-logs-archive-of-groups"
}

module "log_destination" {
  source = "../.."

  name   = "acme-prod-logs"
  access = { write = ["111111111111", "222222222222", "333333333333"] }
  alarms = { topic_arns = { on-call = "arn:aws:sns:us-west-2:444444444444:acme-logs-cloudwatch-alarms" } }
  bucket = {
    arn         = aws_s3_bucket.archive.arn
    kms_key_arn = aws_kms_key.archive.arn
    prefix      = "cloudwatch-logs/us-west-2/"
  }
  buffering = { mib = 128, seconds = 900 }
  tags      = { Owner = "platform" }
}

output "log_destination" {
  value = module.log_destination
}
