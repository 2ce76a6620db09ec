locals {
  log_group_name = "/aws/lambda/${var.name}"
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  kms_key_id        = local.kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}
