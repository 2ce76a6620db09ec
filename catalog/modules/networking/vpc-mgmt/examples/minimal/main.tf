provider "aws" {
  region = "us-west-2"
}

module "vpc_mgmt" {
  source = "../.."

  name               = "mgmt"
  cidr_block         = "172.31.80.0/20"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
  nat_gateways       = 1
}

output "vpc_mgmt" {
  value = module.vpc_mgmt
}
