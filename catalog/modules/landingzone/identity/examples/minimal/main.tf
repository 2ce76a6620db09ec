provider "aws" {
  region = "us-west-2"
}

module "identity" {
  source = "../.."

  account_ids = { dev = "111111111111", prod = "222222222222" }

  users = {
    "jane@acme.example" = { given_name = "Jane", family_name = "Doe", email = "jane@acme.example" }
    "joe@acme.example"  = { given_name = "Joe", family_name = "Bloggs", email = "joe@acme.example" }
  }

  groups = {
    developers = { members = ["jane@acme.example", "joe@acme.example"] }
    platform   = { members = ["jane@acme.example"] }
  }

  assignments = {
    developers = { developers = ["dev"], read-only = ["prod"] }
    platform   = { full-access = ["*"] }
  }
}

output "identity" {
  value = module.identity
}
