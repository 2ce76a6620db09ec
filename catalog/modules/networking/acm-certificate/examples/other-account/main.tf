provider "aws" {
  region = "us-west-2"
}

variable "dns_account_id" {
  description = "The account of the zone, in which the role may be assumed. The sandbox has every account."
  type        = string
  default     = "222222222222"
  nullable    = false
}

provider "aws" {
  alias  = "dns"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::${var.dns_account_id}:role/OrganizationAccountAccessRole"
  }
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38: An example's zone, which nobody asks.
  #checkov:skip=CKV2_AWS_39: An example's zone, which nobody asks.
  provider = aws.dns
  name     = "acme.example"
}

module "certificate" {
  source = "../.."

  domain_name               = "www.acme.example"
  subject_alternative_names = ["acme.example"]
}

module "validation_records" {
  source = "../../../route53-records"

  records = {
    for domain, record in module.certificate.validation_records : domain => {
      zone_id = aws_route53_zone.this.zone_id
      name    = record.name
      type    = record.type
      values  = [record.value]
    }
  }

  providers = {
    aws = aws.dns
  }
}

output "certificate" {
  value = module.certificate
}
