# The records of all accounts as they come in, where filters can look at them.

locals {
  log_group_name = "cloudtrail-logs"
  log_group_arn  = "${local.arn_prefix}:logs:${local.region}:${local.account_id}:log-group:${local.log_group_name}"

  # CloudTrail names its streams after whom they are for.
  _stream_arns = concat(
    ["${local.log_group_arn}:log-stream:${local.trail_account_id}_CloudTrail_${local.region}*"],
    [for organization in var.organization[*] : "${local.log_group_arn}:log-stream:${organization.id}_*"],
  )
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = var.retention_days
  tags              = var.tags
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the log group ${local.log_group_name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = local.log_group_name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn_prefix}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LogsForThisGroupOnly"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = local.log_group_arn } }
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${local.log_group_name}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_iam_role" "cloudtrail" {
  name        = "cloudtrail-to-cloudwatch-logs"
  description = "Writes the records of the trail ${var.name} into the log group ${local.log_group_name}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { ArnEquals = { "aws:SourceArn" = local.trail_arn } }
    }]
  })
}

resource "aws_iam_role_policy" "cloudtrail" {
  name = "write-records"
  role = aws_iam_role.cloudtrail.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = local._stream_arns
    }]
  })
}
