provider "aws" {
  region = "us-west-2"
}

resource "aws_kms_key" "given" {
  #checkov:skip=CKV2_AWS_64: The default policy, by which the account decides, is all that this example needs.
  description         = "Encrypts what several accounts share."
  enable_key_rotation = true
}

module "bucket" {
  source = "../.."

  name          = "acme-shared-services-artifacts"
  access        = { read = ["111111111111", "222222222222"], write = ["arn:aws:iam::333333333333:role/build"] }
  encryption    = "given-key"
  kms_key_arn   = aws_kms_key.given.arn
  event_bridge  = true
  force_destroy = true
  tags          = { Owner = "platform" }
}

output "bucket" {
  value = module.bucket
}
