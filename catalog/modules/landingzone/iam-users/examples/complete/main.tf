provider "aws" {
  region = "us-east-1"
}

module "iam_users" {
  source = "../.."

  account_roles = {
    dev = {
      full-access = "arn:aws:iam::111111111111:role/allow-full-access-from-other-accounts"
      read-only   = "arn:aws:iam::111111111111:role/allow-read-only-access-from-other-accounts"
    }
    prod = {
      read-only = "arn:aws:iam::222222222222:role/allow-read-only-access-from-other-accounts"
    }
  }

  users = {
    "jane@acme.example" = {
      groups  = ["_account.dev-full-access", "_account.prod-read-only", "iam-user-self-mgmt"]
      pgp_key = filebase64("${path.module}/jane.gpg")
    }
    "joe@acme.example" = {
      groups = ["_all-accounts", "full-access", "iam-user-self-mgmt"]
      tags   = { Team = "platform" }
    }
  }
}

output "iam_users" {
  value = module.iam_users
}
