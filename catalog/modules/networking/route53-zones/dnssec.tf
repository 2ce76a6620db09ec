# Route 53 signs with keys in us-east-1 only.

locals {
  signed_zones = toset([for name, zone in var.public_zones : name if zone.dnssec])
}

resource "aws_kms_key" "dnssec" {
  count = length(local.signed_zones) > 0 ? 1 : 0

  description              = "Signs the keys of ${join(", ", local.signed_zones)}."
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 30
  tags                     = merge(var.tags, { Name = "route53-dnssec" })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local._arn_prefix}:iam::${local._account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Route53Signs"
        Effect    = "Allow"
        Principal = { Service = "dnssec-route53.amazonaws.com" }
        Action    = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = local._account_id }
          ArnLike      = { "aws:SourceArn" = "${local._arn_prefix}:route53:::hostedzone/*" }
        }
      },
      {
        Sid       = "Route53KeepsTheKey"
        Effect    = "Allow"
        Principal = { Service = "dnssec-route53.amazonaws.com" }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })

  lifecycle {
    precondition {
      condition     = data.aws_region.current.name == "us-east-1"
      error_message = "Route 53 signs with keys in us-east-1 only, and the provider's region is ${data.aws_region.current.name}: make zones with dnssec in a unit of us-east-1."
    }
  }
}

resource "aws_route53_key_signing_key" "this" {
  for_each = local.signed_zones

  hosted_zone_id             = aws_route53_zone.public[each.key].zone_id
  key_management_service_arn = aws_kms_key.dnssec[0].arn
  name                       = "key1"
}

resource "aws_route53_hosted_zone_dnssec" "this" {
  for_each = local.signed_zones

  hosted_zone_id = aws_route53_key_signing_key.this[each.key].hosted_zone_id
}
