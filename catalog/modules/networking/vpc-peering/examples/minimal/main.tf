provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "app" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "mgmt" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  cidr_block = "172.31.80.0/20"
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.app.id

  # The module's routes are resources of their own.
  lifecycle {
    ignore_changes = [route]
  }
}

resource "aws_route_table" "mgmt" {
  vpc_id = aws_vpc.mgmt.id

  lifecycle {
    ignore_changes = [route]
  }
}

module "vpc_peering" {
  source = "../.."

  name = "mgmt-to-dev"

  vpc = {
    id              = aws_vpc.mgmt.id
    cidr_blocks     = { vpc = aws_vpc.mgmt.cidr_block }
    route_table_ids = { public = aws_route_table.mgmt.id }
  }

  peer = {
    id              = aws_vpc.app.id
    cidr_blocks     = { vpc = aws_vpc.app.cidr_block }
    route_table_ids = { private-app = aws_route_table.app.id }
  }
}

output "vpc_peering" {
  value = module.vpc_peering
}
