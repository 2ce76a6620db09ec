locals {
  # Groups that other modules made have their keys.
  _own_keys = var.encryption == "own-key" && length(var.groups) > 0 ? 1 : 0

  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn
}

resource "aws_kms_key" "this" {
  count = local._own_keys

  description             = "Encrypts the log groups of ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

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
        Sid       = "LogsForTheseGroupsOnly"
        Effect    = "Allow"
        Principal = { Service = "logs.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = local.group_arns } }
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  count = local._own_keys

  name          = "alias/${var.name}-logs"
  target_key_id = aws_kms_key.this[0].key_id
}
