# How everything is set up, of all accounts and regions, in one place.

resource "aws_config_configuration_aggregator" "this" {
  count = var.organization == null ? 0 : 1

  name = var.name
  tags = var.tags

  organization_aggregation_source {
    all_regions = true
    role_arn    = aws_iam_role.config_aggregator[0].arn
  }

  depends_on = [aws_iam_role_policy_attachment.config_aggregator]
}

resource "aws_iam_role" "config_aggregator" {
  count = var.organization == null ? 0 : 1

  name        = "config-aggregator"
  description = "Finds the accounts whose configuration is gathered."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "config.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "config_aggregator" {
  count = var.organization == null ? 0 : 1

  role       = aws_iam_role.config_aggregator[0].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations"
}
