# One key for what the cluster keeps: logs, sessions inside containers, the disks of Fargate tasks.

resource "aws_kms_key" "this" {
  description             = "Encrypts logs, sessions and the disks of Fargate tasks of the ECS cluster ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = "ecs-${var.name}" })

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
        Sid       = "LogsForGroupsOfTheCluster"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = [
              for name in ["${local.log_group_prefix}*", local.insights_log_group_name] :
              "${local.arn_prefix}:logs:${local.region}:${local.account_id}:log-group:${name}"
            ]
          }
        }
      },
      {
        Sid       = "FargateMakesDataKeys"
        Effect    = "Allow"
        Principal = { Service = "fargate.amazonaws.com" }
        Action    = "kms:GenerateDataKeyWithoutPlaintext"
        Resource  = "*"
        Condition = { StringEquals = local._fargate_context }
      },
      {
        Sid       = "FargateDecryptsByGrant"
        Effect    = "Allow"
        Principal = { Service = "fargate.amazonaws.com" }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = {
          StringEquals                = local._fargate_context
          "ForAllValues:StringEquals" = { "kms:GrantOperations" = ["Decrypt"] }
        }
      },
    ]
  })
}

locals {
  _fargate_context = {
    "kms:EncryptionContext:aws:ecs:clusterAccount" = [local.account_id]
    "kms:EncryptionContext:aws:ecs:clusterName"    = [var.name]
  }
}

resource "aws_kms_alias" "this" {
  name          = "alias/ecs/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
