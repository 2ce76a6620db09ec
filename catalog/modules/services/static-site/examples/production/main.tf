provider "aws" {
  region = "us-east-1"
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38: Zones are what networking/route53-zones is for; this one is only there for the example.
  #checkov:skip=CKV2_AWS_39: The same.
  name = "acme.example"
}

module "site" {
  source = "../.."

  name            = "acme-prod-www"
  domain_names    = ["acme.example", "www.acme.example"]
  certificate_arn = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"
  records         = { zone_id = aws_route53_zone.this.zone_id }
  web_acl_arn     = "arn:aws:wafv2:us-east-1:111111111111:global/webacl/www/01234567-89ab-cdef-0123-456789abcdef"

  paths                   = "single-page"
  price_class             = "PriceClass_All"
  content_security_policy = "default-src 'self'; connect-src 'self' https://api.acme.example; frame-ancestors 'none'"
  access_log_days         = 731
  alarms                  = { topic_arns = { oncall = "arn:aws:sns:us-east-1:111111111111:acme-prod-cloudwatch-alarms" } }
  tags                    = { Environment = "prod" }
}

output "site" {
  value = module.site
}
