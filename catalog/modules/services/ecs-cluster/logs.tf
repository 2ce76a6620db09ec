resource "aws_cloudwatch_log_group" "exec" {
  name              = local.exec_log_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

# Container Insights would make the group itself, unencrypted and kept for ever.
resource "aws_cloudwatch_log_group" "insights" {
  count = var.container_insights == "disabled" ? 0 : 1

  name              = local.insights_log_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}
