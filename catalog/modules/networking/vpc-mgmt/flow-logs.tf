locals {
  flow_log_group_name = "${var.name}-vpc-flow-logs"

  _arn_prefix        = "arn:${data.aws_partition.current.partition}"
  _account_id        = data.aws_caller_identity.current.account_id
  _logs_arn_prefix   = "${local._arn_prefix}:logs:${local.region}:${local._account_id}"
  flow_log_group_arn = "${local._logs_arn_prefix}:log-group:${local.flow_log_group_name}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_flow_log" "this" {
  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.flow_logs.arn
  iam_role_arn             = aws_iam_role.flow_logs.arn
  max_aggregation_interval = var.flow_logs.aggregation_seconds
  tags                     = merge(var.tags, { Name = local.flow_log_group_name })

  # Without the policy the first records are lost.
  depends_on = [aws_iam_role_policy.flow_logs]
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  name              = local.flow_log_group_name
  kms_key_id        = aws_kms_key.flow_logs.arn
  retention_in_days = var.flow_logs.retention_days
  tags              = var.tags
}

resource "aws_kms_key" "flow_logs" {
  description             = "Encrypts the log group ${local.flow_log_group_name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = local.flow_log_group_name })

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
        Sid       = "LogsForThisGroupOnly"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = local.flow_log_group_arn } }
      },
    ]
  })
}

resource "aws_kms_alias" "flow_logs" {
  name          = "alias/${local.flow_log_group_name}"
  target_key_id = aws_kms_key.flow_logs.key_id
}

resource "aws_iam_role" "flow_logs" {
  # IAM is global: the region keeps apart equally named networks of two regions.
  name        = "${local.flow_log_group_name}-${local.region}"
  description = "Writes the flow logs of the VPC ${var.name} in ${local.region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local._account_id }
        ArnLike      = { "aws:SourceArn" = "${local._arn_prefix}:ec2:${local.region}:${local._account_id}:vpc-flow-log/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "flow_logs" {
  name = "write-flow-logs"
  role = aws_iam_role.flow_logs.id

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
