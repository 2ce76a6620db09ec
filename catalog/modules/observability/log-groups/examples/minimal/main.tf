provider "aws" {
  region = "us-west-2"
}

module "log_groups" {
  source = "../.."

  name   = "acme-dev"
  groups = { "/acme-dev/batch" = { retention_days = 90 } }
}

output "log_groups" {
  value = module.log_groups
}
