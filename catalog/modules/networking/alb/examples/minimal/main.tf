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

resource "aws_acm_certificate" "this" {
  #checkov:skip=CKV_AWS_233: An example's certificate, for a load balancer that nobody calls.
  domain_name       = "internal.dev.acme.example"
  validation_method = "DNS"
}

module "alb" {
  source = "../.."

  name                = "dev-internal"
  vpc_id              = aws_vpc.this.id
  subnet_ids          = values(aws_subnet.this)[*].id
  certificate_arn     = aws_acm_certificate.this.arn
  allowed_cidr_blocks = ["10.0.0.0/16"]
  deletion_protection = false
  access_logs         = { bucket_name = "acme-dev-internal-alb-logs", force_destroy = true }
}

output "alb" {
  value = module.alb
}
