provider "aws" {
  region = "us-west-2"
}

module "state_bucket" {
  source = "../.."

  name          = "acme-shared-services-us-west-2-tf-state"
  force_destroy = true
}

output "state_bucket" {
  value = module.state_bucket
}
