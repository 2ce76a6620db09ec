provider "aws" {
  region = "us-east-1"
}

module "organization" {
  source = "../.."

  organizational_units = ["infrastructure", "security", "suspended", "workloads/non-prod", "workloads/prod"]

  accounts = {
    dev      = { email = "aws+dev@acme.example", organizational_unit = "workloads/non-prod" }
    logs     = { email = "aws+logs@acme.example", organizational_unit = "security" }
    prod     = { email = "aws+prod@acme.example", organizational_unit = "workloads/prod" }
    sandbox  = { email = "aws+sandbox@acme.example", tags = { Owner = "everyone" } }
    security = { email = "aws+security@acme.example", organizational_unit = "security" }
  }
}

output "organization" {
  value = module.organization
}
