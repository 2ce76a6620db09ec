provider "aws" {
  region = "us-west-2"
}

resource "aws_kms_key" "images" {
  #checkov:skip=CKV2_AWS_64: The default policy, by which the account decides, is all that this example needs.
  description         = "Encrypts container images."
  enable_key_rotation = true
}

module "ecr_repositories" {
  source = "../.."

  access            = { read = ["111111111111", "222222222222"], write = ["arn:aws:iam::333333333333:role/build"] }
  encryption        = "given-key"
  kms_key_arn       = aws_kms_key.images.arn
  enhanced_scanning = true
  force_destroy     = true
  keep              = { latest = 100 }
  replica_regions   = ["us-east-2"]

  repositories = {
    "acme/backend"  = {}
    "acme/frontend" = {}
    "build/cache"   = { access = {}, keep = { latest = 10, untagged_days = 1 }, mutable_tags = true }
    "release/tools" = { keep = { latest = null } }
  }
  tags = { Owner = "platform" }
}

output "ecr_repositories" {
  value = module.ecr_repositories
}
