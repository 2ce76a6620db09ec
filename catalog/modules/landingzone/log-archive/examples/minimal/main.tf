provider "aws" {
  region = "us-west-2"
}

module "log_archive" {
  source = "../.."

  name          = "acme"
  organization  = { id = "o-a1b2c3d4e5", management_account_id = "111111111111" }
  trail         = { region = "us-west-2" }
  force_destroy = true
}

output "log_archive" {
  value = module.log_archive
}
