provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.4.0.0/16"
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "public" {
  for_each = { us-west-2a = "10.4.0.0/21", us-west-2b = "10.4.8.0/21", us-west-2c = "10.4.16.0/21" }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value

  depends_on = [aws_internet_gateway.this]
}

resource "aws_acm_certificate" "this" {
  #checkov:skip=CKV_AWS_233: An example's certificate, for a load balancer that nobody calls.
  for_each = toset(["www.acme.example", "api.acme.example"])

  domain_name       = each.key
  validation_method = "DNS"
}

module "alb" {
  source = "../.."

  name                        = "prod-public"
  internal                    = false
  vpc_id                      = aws_vpc.this.id
  subnet_ids                  = values(aws_subnet.public)[*].id
  certificate_arn             = aws_acm_certificate.this["www.acme.example"].arn
  additional_certificate_arns = { api = aws_acm_certificate.this["api.acme.example"].arn }
  allowed_cidr_blocks         = ["0.0.0.0/0"]
  access_logs                 = { bucket_name = "acme-prod-public-alb-logs", expire_after_days = 731 }
  deletion_protection         = var.deletion_protection
  tags                        = { Environment = "prod" }

  # A new group of rules counts what it would block for a while, before it blocks.
  waf = {
    further_rule_groups = ["AWSManagedRulesSQLiRuleSet"]
    only_count          = ["AWSManagedRulesSQLiRuleSet"]
  }
}

output "alb" {
  value = module.alb
}
