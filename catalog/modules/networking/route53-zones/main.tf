locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_route53_zone" "public" {
  #checkov:skip=CKV2_AWS_38: Signing is the caller's choice, because the parent zone has to take part: dnssec.
  #checkov:skip=CKV2_AWS_39: Recording queries is the caller's choice, because it costs by the query: query_logging.
  for_each = var.public_zones

  name          = each.key
  comment       = each.value.comment
  force_destroy = var.force_destroy
  tags          = merge(var.tags, { Name = each.key })
}
