provider "aws" {
  region = "us-east-1"
}

module "github_oidc" {
  source = "../.."

  repositories = ["acme/infrastructure-live", "acme/network-live"]

  apply = {
    environment   = "production"
    services      = ["ec2", "iam", "kms", "logs", "organizations", "s3"]
    session_hours = 4
  }
  plan = { readable_object_arns = ["arn:aws:s3:::acme-shared-services-config/*"] }
  states = {
    bucket_arn  = "arn:aws:s3:::acme-us-west-2-tf-state"
    kms_key_arn = "arn:aws:kms:us-west-2:111111111111:key/11111111-2222-3333-4444-555555555555"
  }
  tags = { Owner = "platform" }
}

output "github_oidc" {
  value = module.github_oidc
}
