# Enhanced monitoring: what the operating system sees.

resource "aws_iam_role" "monitoring" {
  count = var.monitoring.enhanced_seconds > 0 ? 1 : 0

  # IAM is global: the region keeps apart equally named databases of two regions.
  name        = "${var.name}-rds-monitor-${local._region}"
  description = "Writes the enhanced monitoring of the database ${var.name} in ${local._region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local._account_id }
        ArnLike      = { "aws:SourceArn" = "${local._arn_prefix}:rds:${local._region}:${local._account_id}:db:${var.name}" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  count = var.monitoring.enhanced_seconds > 0 ? 1 : 0

  role       = aws_iam_role.monitoring[0].name
  policy_arn = "${local._arn_prefix}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
