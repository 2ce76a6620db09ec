provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../.."

  name                = "prod"
  cidr_block          = "10.4.0.0/16"
  availability_zones  = ["us-west-2a", "us-west-2b", "us-west-2c"]
  trusted_cidr_blocks = ["172.31.80.0/20"]
  flow_logs           = { aggregation_seconds = 60, retention_days = 731 }
  tags                = { Environment = "prod" }
}

output "vpc" {
  value = module.vpc
}
