provider "aws" {
  region = "us-west-2"
}

module "bucket" {
  source = "../.."

  name = "acme-dev-uploads"
}

output "bucket" {
  value = module.bucket
}
