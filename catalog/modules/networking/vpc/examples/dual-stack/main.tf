provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../.."

  name                = "stage"
  cidr_block          = "10.2.0.0/16"
  availability_zones  = ["us-west-2a", "us-west-2b"]
  eks_clusters        = ["stage"]
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
  ipv6                = true
}

output "vpc" {
  value = module.vpc
}
