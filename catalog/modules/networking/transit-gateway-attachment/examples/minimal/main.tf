provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  for_each = { us-west-2a = "10.0.80.0/21", us-west-2b = "10.0.88.0/21" }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_ec2_transit_gateway" "this" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

module "attachment" {
  source = "../.."

  name               = "dev"
  transit_gateway_id = aws_ec2_transit_gateway.this.id
  cidr_blocks        = { company = "10.0.0.0/8" }

  vpc = {
    id              = aws_vpc.this.id
    subnet_ids      = values(aws_subnet.this)[*].id
    route_table_ids = { main = aws_vpc.this.main_route_table_id }
  }
}

output "attachment" {
  value = module.attachment
}
