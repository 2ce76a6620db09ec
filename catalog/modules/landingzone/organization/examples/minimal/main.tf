provider "aws" {
  region = "us-east-1"
}

module "organization" {
  source = "../.."

  organizational_units = ["workloads/prod"]

  accounts = {
    prod = { email = "aws+prod@acme.example", organizational_unit = "workloads/prod" }
  }
}

output "organization" {
  value = module.organization
}
