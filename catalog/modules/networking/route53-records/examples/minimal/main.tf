provider "aws" {
  region = "us-west-2"
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38: An example's zone, which nobody asks.
  #checkov:skip=CKV2_AWS_39: An example's zone, which nobody asks.
  name = "dev.acme.example"
}

module "records" {
  source = "../.."

  records = {
    mail   = { name = "dev.acme.example", type = "MX", values = ["10 mail.acme.example"], zone_id = aws_route53_zone.this.zone_id }
    status = { name = "status.dev.acme.example", type = "CNAME", values = ["acme.status.example"], zone_id = aws_route53_zone.this.zone_id }
  }
}

output "records" {
  value = module.records
}
