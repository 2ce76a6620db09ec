locals {
  log_group_names = { for log in ["engine-log", "slow-log"] : log => "/aws/elasticache/${var.name}/${log}" }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_group_names

  name              = each.value
  kms_key_id        = local.kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}
