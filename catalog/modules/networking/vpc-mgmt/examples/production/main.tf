provider "aws" {
  region = "us-west-2"
}

module "vpc_mgmt" {
  source = "../.."

  name                = "mgmt"
  cidr_block          = "172.31.80.0/20"
  availability_zones  = ["us-west-2a", "us-west-2b", "us-west-2c"]
  trusted_cidr_blocks = ["10.4.0.0/16"]
  interface_endpoints = ["ec2messages", "ssm", "ssmmessages"]
  flow_logs           = { aggregation_seconds = 60, retention_days = 731 }
  tags                = { Environment = "prod" }
}

output "vpc_mgmt" {
  value = module.vpc_mgmt
}
