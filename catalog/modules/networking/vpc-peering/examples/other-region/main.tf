provider "aws" {
  region = "us-west-2"
}

provider "aws" {
  alias  = "eu"
  region = "eu-central-1"
}

resource "aws_vpc" "mgmt" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  cidr_block = "172.31.80.0/20"
}

resource "aws_vpc" "data" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  provider   = aws.eu
  cidr_block = "10.8.0.0/16"
}

module "vpc_peering" {
  source = "../.."

  name = "mgmt-to-data"
  side = "requester"

  vpc = {
    id              = aws_vpc.mgmt.id
    cidr_blocks     = { vpc = aws_vpc.mgmt.cidr_block }
    route_table_ids = { main = aws_vpc.mgmt.main_route_table_id }
  }

  # The subnets of the databases, not the whole VPC.
  peer = {
    id          = aws_vpc.data.id
    account_id  = aws_vpc.data.owner_id
    region      = "eu-central-1"
    cidr_blocks = { databases-a = "10.8.160.0/21", databases-b = "10.8.168.0/21" }
  }
}

module "vpc_peering_accepter" {
  source = "../.."

  name                  = "mgmt-to-data"
  side                  = "accepter"
  peering_connection_id = module.vpc_peering.id

  vpc = {
    id              = aws_vpc.data.id
    cidr_blocks     = { databases-a = "10.8.160.0/21", databases-b = "10.8.168.0/21" }
    route_table_ids = { main = aws_vpc.data.main_route_table_id }
  }

  peer = {
    id          = aws_vpc.mgmt.id
    cidr_blocks = { vpc = aws_vpc.mgmt.cidr_block }
  }

  providers = {
    aws = aws.eu
  }
}

output "vpc_peering" {
  value = module.vpc_peering
}
