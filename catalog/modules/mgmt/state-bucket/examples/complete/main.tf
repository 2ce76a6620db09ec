provider "aws" {
  region = "us-west-2"
}

module "state_bucket" {
  source = "../.."

  name            = "acme-us-west-2-tf-state"
  access          = { read = ["111111111111"], write = ["arn:aws:iam::222222222222:role/github-apply"] }
  access_log_days = 731
  force_destroy   = true
  lock_table_name = "terraform-locks"
  old_states      = { days = 90, versions = 25 }
  tags            = { Owner = "platform" }
}

output "state_bucket" {
  value = module.state_bucket
}
