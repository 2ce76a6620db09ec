provider "aws" {
  region = "us-east-1"
}

module "account_baseline" {
  source = "../.."
}

output "account_baseline" {
  value = module.account_baseline
}
