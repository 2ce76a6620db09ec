provider "aws" {
  region = "us-west-2"
}

variable "shared_account_id" {
  description = "The account of the zone, in which the role may be assumed. The sandbox has every account."
  type        = string
  default     = "222222222222"
  nullable    = false
}

provider "aws" {
  alias  = "shared"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::${var.shared_account_id}:role/OrganizationAccountAccessRole"
  }
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "shared" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  provider   = aws.shared
  cidr_block = "172.31.80.0/20"
}

resource "aws_route53_zone" "this" {
  provider = aws.shared
  name     = "acme.internal"

  vpc {
    vpc_id = aws_vpc.shared.id
  }

  # The association from outside is not the zone's to take away.
  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_vpc_association_authorization" "this" {
  provider = aws.shared
  zone_id  = aws_route53_zone.this.zone_id
  vpc_id   = aws_vpc.this.id
}

module "associations" {
  source = "../.."

  vpc_id   = aws_vpc.this.id
  zone_ids = { "acme.internal" = aws_route53_vpc_association_authorization.this.zone_id }
}

output "associations" {
  value = module.associations
}
