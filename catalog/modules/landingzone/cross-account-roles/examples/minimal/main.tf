provider "aws" {
  region = "us-east-1"
}

module "cross_account_roles" {
  source = "../.."

  roles = {
    full-access = { trusted = ["111111111111"], session_hours = 1 }
    read-only   = { trusted = ["111111111111"] }
    support     = { trusted = ["111111111111"] }
  }
}

output "cross_account_roles" {
  value = module.cross_account_roles
}
