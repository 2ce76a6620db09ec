provider "aws" {
  region = "us-west-2"
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38: An example's zone, which nobody asks.
  #checkov:skip=CKV2_AWS_39: An example's zone, which nobody asks.
  name = "dev.acme.example"
}

module "certificate" {
  source = "../.."

  domain_name               = "dev.acme.example"
  subject_alternative_names = ["*.dev.acme.example"]
  zone                      = { id = aws_route53_zone.this.zone_id }
}

output "certificate" {
  value = module.certificate
}
