provider "aws" {
  region = "us-west-2"
}

variable "dev_account_id" {
  description = "The account of the other VPC, in which the role may be assumed. The sandbox has every account."
  type        = string
  default     = "222222222222"
  nullable    = false
}

provider "aws" {
  alias  = "dev"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::${var.dev_account_id}:role/OrganizationAccountAccessRole"
  }
}

resource "aws_vpc" "mgmt" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  cidr_block = "172.31.80.0/20"
}

resource "aws_vpc" "app" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing is in.
  provider   = aws.dev
  cidr_block = "10.0.0.0/16"
}

module "vpc_peering" {
  source = "../.."

  name = "mgmt-to-dev"
  side = "requester"

  vpc = {
    id              = aws_vpc.mgmt.id
    cidr_blocks     = { vpc = aws_vpc.mgmt.cidr_block }
    route_table_ids = { main = aws_vpc.mgmt.main_route_table_id }
  }

  peer = {
    id          = aws_vpc.app.id
    account_id  = aws_vpc.app.owner_id
    cidr_blocks = { vpc = aws_vpc.app.cidr_block }
  }
}

module "vpc_peering_accepter" {
  source = "../.."

  name                  = "mgmt-to-dev"
  side                  = "accepter"
  peering_connection_id = module.vpc_peering.id

  vpc = {
    id              = aws_vpc.app.id
    cidr_blocks     = { vpc = aws_vpc.app.cidr_block }
    route_table_ids = { main = aws_vpc.app.main_route_table_id }
  }

  peer = {
    id          = aws_vpc.mgmt.id
    cidr_blocks = { vpc = aws_vpc.mgmt.cidr_block }
  }

  providers = {
    aws = aws.dev
  }
}

# Once the connection is accepted, the requester's side may have options too.
resource "aws_vpc_peering_connection_options" "requester" {
  vpc_peering_connection_id = module.vpc_peering_accepter.id

  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

output "vpc_peering" {
  value = module.vpc_peering
}
