provider "aws" {
  region = "us-west-2"
}

variable "dev_account_id" {
  description = "The account of the zone below, in which the role may be assumed. The sandbox has every account."
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

resource "aws_route53_zone" "company" {
  #checkov:skip=CKV2_AWS_38: An example's zone, which nobody asks.
  #checkov:skip=CKV2_AWS_39: An example's zone, which nobody asks.
  name = "acme.example"
}

resource "aws_route53_zone" "dev" {
  #checkov:skip=CKV2_AWS_38: An example's zone, which nobody asks.
  #checkov:skip=CKV2_AWS_39: An example's zone, which nobody asks.
  provider = aws.dev
  name     = "dev.acme.example"
}

module "records" {
  source = "../.."

  records = {
    dev = {
      name    = "dev.acme.example"
      type    = "NS"
      values  = aws_route53_zone.dev.name_servers
      zone_id = aws_route53_zone.company.zone_id
    }
  }
}

output "records" {
  value = module.records
}
