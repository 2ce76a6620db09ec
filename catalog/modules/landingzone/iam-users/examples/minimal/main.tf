provider "aws" {
  region = "us-east-1"
}

module "iam_users" {
  source = "../.."

  groups = ["full-access", "iam-user-self-mgmt"]
}

output "iam_users" {
  value = module.iam_users
}
