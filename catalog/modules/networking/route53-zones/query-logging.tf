# Route 53 writes queries to log groups in us-east-1 only, and only to such as begin like this.

locals {
  logged_zones = toset([for name, zone in var.public_zones : name if zone.query_logging])

  _query_logs_arn = "${local._arn_prefix}:logs:us-east-1:${local._account_id}:log-group:/aws/route53/*"
}

resource "aws_route53_query_log" "this" {
  for_each = local.logged_zones

  zone_id                  = aws_route53_zone.public[each.key].zone_id
  cloudwatch_log_group_arn = aws_cloudwatch_log_group.queries[each.key].arn

  depends_on = [aws_cloudwatch_log_resource_policy.queries]
}

resource "aws_cloudwatch_log_group" "queries" {
  for_each = local.logged_zones

  name              = "/aws/route53/${each.key}"
  kms_key_id        = aws_kms_key.queries[0].arn
  retention_in_days = var.query_log_retention_days
  tags              = var.tags

  lifecycle {
    precondition {
      condition     = data.aws_region.current.name == "us-east-1"
      error_message = "Route 53 records queries in us-east-1 only, and the provider's region is ${data.aws_region.current.name}: make zones with query_logging in a unit of us-east-1."
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "queries" {
  count = length(local.logged_zones) > 0 ? 1 : 0

  policy_name = "route53-${sha1(join(" ", local.logged_zones))}"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "route53.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = local._query_logs_arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = local._account_id }
        ArnLike      = { "aws:SourceArn" = "${local._arn_prefix}:route53:::hostedzone/*" }
      }
    }]
  })
}

resource "aws_kms_key" "queries" {
  count = length(local.logged_zones) > 0 ? 1 : 0

  description             = "Encrypts the log groups of the queries for ${join(", ", local.logged_zones)}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = "route53-queries" })

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
        Sid       = "LogsForTheseGroupsOnly"
        Effect    = "Allow"
        Principal = { Service = "logs.us-east-1.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = local._query_logs_arn } }
      },
    ]
  })
}
