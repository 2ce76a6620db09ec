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

resource "aws_vpc" "shared" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "172.31.80.0/20"
}

resource "aws_vpc" "dev" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  provider   = aws.dev
  cidr_block = "10.0.0.0/16"
}

module "zones" {
  source = "../.."

  private_zones = {
    "acme.internal" = {
      shared          = true
      vpc_ids         = { shared = aws_vpc.shared.id }
      authorized_vpcs = { dev = { id = aws_vpc.dev.id, region = "us-west-2" } }
      records         = { registry = { name = "registry", type = "A", values = ["172.31.80.10"] } }
    }
  }
}

module "associations" {
  source = "../../../route53-zone-associations"

  vpc_id   = aws_vpc.dev.id
  zone_ids = module.zones.private_zone_ids

  providers = {
    aws = aws.dev
  }
}

output "zones" {
  value = module.zones
}
