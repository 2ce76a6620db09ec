provider "aws" {
  region = "eu-central-1"
}

module "vpc" {
  source = "../.."

  name                       = "batch"
  cidr_block                 = "192.168.64.0/22"
  subnet_bits                = 4
  availability_zones         = ["eu-central-1a", "eu-central-1c"]
  nat_gateways               = 0
  private_persistence_egress = true
  public_tcp_ports           = []
}

output "vpc" {
  value = module.vpc
}
