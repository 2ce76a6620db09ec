provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: It stands for a network of networking/vpc-mgmt, which has all of this.
  #checkov:skip=CKV2_AWS_12: See CKV2_AWS_11.
  cidr_block = "172.31.80.0/20"
}

resource "aws_subnet" "public" {
  for_each = { us-west-2a = "172.31.80.0/24", us-west-2b = "172.31.81.0/24" }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38: It stands for a zone of networking/route53-zones.
  #checkov:skip=CKV2_AWS_39: See CKV2_AWS_38.
  name = "acme.example"
}

resource "aws_iam_policy" "sessions" {
  name   = "acme-prod-sessions"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:us-west-2:111111111111:key/11111111-2222-3333-4444-555555555555" }] })
}

module "openvpn_server" {
  source = "../.."

  name                = "prod"
  vpc_id              = aws_vpc.this.id
  subnet_ids          = [for subnet in aws_subnet.public : subnet.id]
  allowed_cidr_blocks = ["198.51.100.0/24", "203.0.113.17/32"]
  alarms              = { topic_arns = { on-call = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" } }
  dns                 = { name = "vpn.acme.example", zone_id = aws_route53_zone.this.zone_id }
  image               = { ami_id = "ami-0123456789abcdef0" }
  instance            = { type = "t3.small", maximum_days = 30 }
  log_retention_days  = 731
  policy_arns         = { sessions = aws_iam_policy.sessions.arn }

  backup = { bucket_name = "acme-prod-openvpn-backup" }
  vpn = {
    port               = 443
    protocol           = "tcp"
    routed_cidr_blocks = ["10.4.0.0/16", "172.31.80.0/20"]
    search_domains     = ["acme.aws"]
  }
  certificate_authority = {
    country             = "US"
    state               = "Oregon"
    locality            = "Portland"
    organization        = "Acme"
    organizational_unit = "Infrastructure"
    email               = "platform@acme.example"
  }
  tags = { Environment = "prod" }
}

output "openvpn_server" {
  value = module.openvpn_server
}
