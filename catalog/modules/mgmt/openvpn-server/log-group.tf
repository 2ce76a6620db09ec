# Who connected when, and what the certificate authority did.

locals {
  log_group_name = "/openvpn/${var.name}"
  log_group_arn  = "${local._arn_prefix}:logs:${local._region}:${local._account_id}:log-group:${local.log_group_name}"
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}
