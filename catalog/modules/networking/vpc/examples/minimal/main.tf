provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../.."

  name               = "dev"
  cidr_block         = "10.0.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
  nat_gateways       = 1
}

output "vpc" {
  value = module.vpc
}
