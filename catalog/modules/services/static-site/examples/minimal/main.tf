provider "aws" {
  region = "us-east-1"
}

module "site" {
  source = "../.."

  name          = "acme-dev-docs"
  force_destroy = true
}

output "site" {
  value = module.site
}
