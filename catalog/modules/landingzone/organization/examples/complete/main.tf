provider "aws" {
  region = "us-east-1"
}

module "organization" {
  source = "../.."

  organizational_units = ["infrastructure", "security", "suspended", "workloads/non-prod", "workloads/prod"]

  accounts = {
    dev             = { email = "aws+dev@acme.example", organizational_unit = "workloads/non-prod" }
    logs            = { email = "aws+logs@acme.example", organizational_unit = "security" }
    prod            = { email = "aws+prod@acme.example", organizational_unit = "workloads/prod" }
    sandbox         = { email = "aws+sandbox@acme.example", tags = { Owner = "everyone" } }
    security        = { email = "aws+security@acme.example", organizational_unit = "security" }
    shared-services = { email = "aws+shared-services@acme.example", organizational_unit = "infrastructure" }
    stage           = { email = "aws+stage@acme.example", organizational_unit = "workloads/non-prod" }
  }

  delegated_administrators = {
    security = ["access-analyzer.amazonaws.com", "config.amazonaws.com", "sso.amazonaws.com"]
  }
  guard_rails          = { allowed_regions = ["us-east-1", "us-west-2"], exempt_roles = ["github-apply"] }
  policy_administrator = "security"

  alternate_contacts = {
    security = { name = "Security", title = "On call", email = "security@acme.example", phone_number = "+12025550101" }
  }

  tag_policy = {
    Environment = { values = ["dev", "stage", "prod"], enforced_for = ["ec2:instance"] }
    Owner       = {}
  }
}

output "organization" {
  value = module.organization
}
