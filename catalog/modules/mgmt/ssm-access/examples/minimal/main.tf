provider "aws" {
  region = "us-west-2"
}

module "ssm_access" {
  source = "../.."

  name = "acme-dev"
}

output "ssm_access" {
  value = module.ssm_access
}
