locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id

  # Composed, so that the key's policy is shown by a plan, and does not wait for groups that wait for the key.
  group_arns = [
    for name in keys(var.groups) :
    "${local._arn_prefix}:logs:${data.aws_region.current.id}:${local._account_id}:log-group:${name}"
  ]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.groups

  #checkov:skip=CKV_AWS_338: It is a year unless a group asks for something else, such as one for debugging.
  name              = each.key
  kms_key_id        = local.kms_key_arn
  log_group_class   = each.value.class
  retention_in_days = each.value.retention_days
  skip_destroy      = each.value.keep_when_destroyed
  tags              = var.tags
}
