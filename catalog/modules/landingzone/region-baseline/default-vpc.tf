# AWS puts a VPC into every region, with a way to the internet. Nothing of a company belongs there, and it is closed: what is
# placed there by mistake reaches nothing and is reached by nothing.

resource "aws_default_vpc" "this" {
  count = var.default_vpc == "closed" ? 1 : 0

  #checkov:skip=CKV_AWS_148: It is adopted in order to be closed.
  tags = merge(var.tags, { Name = "default-closed" })
}

resource "aws_default_security_group" "this" {
  count = var.default_vpc == "closed" ? 1 : 0

  vpc_id = aws_default_vpc.this[0].id
  tags   = merge(var.tags, { Name = "default-closed" })
}

resource "aws_default_network_acl" "this" {
  count = var.default_vpc == "closed" ? 1 : 0

  default_network_acl_id = aws_default_vpc.this[0].default_network_acl_id
  tags                   = merge(var.tags, { Name = "default-closed" })

  lifecycle {
    # The subnets that AWS made are in it, and a new one lands there by itself.
    ignore_changes = [subnet_ids]
  }
}

resource "aws_default_route_table" "this" {
  count = var.default_vpc == "closed" ? 1 : 0

  default_route_table_id = aws_default_vpc.this[0].default_route_table_id
  route                  = []
  tags                   = merge(var.tags, { Name = "default-closed" })
}

# CIS wants flow logs of every VPC. Of this one they show who tried.
resource "aws_flow_log" "default_vpc" {
  count = var.default_vpc == "closed" ? 1 : 0

  vpc_id               = aws_default_vpc.this[0].id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.default_vpc[0].arn
  iam_role_arn         = aws_iam_role.default_vpc_flow_logs[0].arn
  tags                 = merge(var.tags, { Name = local.flow_log_group_name })

  # Without the policy the first records are lost.
  depends_on = [aws_iam_role_policy.default_vpc_flow_logs]
}

locals {
  flow_log_group_name = "default-vpc-flow-logs"
  _logs_arn_prefix    = "${local.arn_prefix}:logs:${local.region}:${local.account_id}"
  flow_log_group_arn  = "${local._logs_arn_prefix}:log-group:${local.flow_log_group_name}"
}

resource "aws_cloudwatch_log_group" "default_vpc" {
  count = var.default_vpc == "closed" ? 1 : 0

  #checkov:skip=CKV_AWS_158: Nothing passes a closed VPC; a key of its own costs a dollar a month in each region. CloudWatch encrypts without.
  name              = local.flow_log_group_name
  retention_in_days = 365
  tags              = var.tags
}

resource "aws_iam_role" "default_vpc_flow_logs" {
  count = var.default_vpc == "closed" ? 1 : 0

  # IAM is global: the region keeps the roles of two regions apart.
  name        = "${local.flow_log_group_name}-${local.region}"
  description = "Writes the flow logs of the default VPC in ${local.region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "${local.arn_prefix}:ec2:${local.region}:${local.account_id}:vpc-flow-log/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "default_vpc_flow_logs" {
  count = var.default_vpc == "closed" ? 1 : 0

  name = "write-flow-logs"
  role = aws_iam_role.default_vpc_flow_logs[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = [local.flow_log_group_arn, "${local.flow_log_group_arn}:*"]
      },
      {
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "${local._logs_arn_prefix}:log-group:*"
      },
    ]
  })
}
