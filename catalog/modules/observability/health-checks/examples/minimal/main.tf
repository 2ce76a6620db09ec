provider "aws" {
  region = "us-east-1"
}

module "health_checks" {
  source = "../.."

  name   = "acme-dev"
  checks = { website = { domain_name = "www.dev.acme.example" } }
}

output "health_checks" {
  value = module.health_checks
}
