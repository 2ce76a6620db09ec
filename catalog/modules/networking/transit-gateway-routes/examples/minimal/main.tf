provider "aws" {
  region = "us-west-2"
}

locals {
  networks = { dev = "10.0.0.0/16", prod = "10.4.0.0/16", mgmt = "172.31.80.0/20" }
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPCs, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPCs, which nothing else is in.
  for_each = local.networks

  cidr_block = each.value
}

resource "aws_subnet" "this" {
  for_each = local.networks

  vpc_id            = aws_vpc.this[each.key].id
  availability_zone = "us-west-2a"
  cidr_block        = cidrsubnet(each.value, 4, 0)
}

resource "aws_ec2_transit_gateway" "this" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each = toset(["workloads", "mgmt"])

  transit_gateway_id = aws_ec2_transit_gateway.this.id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  for_each = local.networks

  transit_gateway_id                              = aws_ec2_transit_gateway.this.id
  vpc_id                                          = aws_vpc.this[each.key].id
  subnet_ids                                      = [aws_subnet.this[each.key].id]
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}

module "routes" {
  source = "../.."

  route_table_ids = { for name, table in aws_ec2_transit_gateway_route_table.this : name => table.id }

  # dev and prod reach mgmt, mgmt reaches both, and dev and prod do not reach each other.
  attachments = {
    dev  = { id = aws_ec2_transit_gateway_vpc_attachment.this["dev"].id, route_table = "workloads", reached_from = ["mgmt"] }
    prod = { id = aws_ec2_transit_gateway_vpc_attachment.this["prod"].id, route_table = "workloads", reached_from = ["mgmt"] }
    mgmt = { id = aws_ec2_transit_gateway_vpc_attachment.this["mgmt"].id, route_table = "mgmt", reached_from = ["workloads"] }
  }

  # A block that nobody may reach even when somebody propagates it.
  routes = { workloads = { quarantine = { cidr_block = "10.99.0.0/16" } } }
}

output "routes" {
  value = module.routes
}
