locals {
  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn

  _copies = try(var.backups.vault.copy_to_vault_arns, {})
  # The accounts of the vaults, this one among them perhaps, whom its own statement lets in anyway.
  _copy_principals = distinct([for name in sort(keys(local._copies)) : "${local._arn_prefix}:iam::${split(":", local._copies[name])[4]}:root"])
}

# RDS, Secrets Manager, Performance Insights and AWS Backup use the key by grants, which IAM lets the caller give.
resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts the database ${var.name}: storage, backups, password, logs."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
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
        Principal = { Service = "logs.${local._region}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = [
          for name in values(local.log_group_names) : "${local._arn_prefix}:logs:${local._region}:${local._account_id}:log-group:${name}"
        ] } }
      },
      ],
      # AWS Backup reads what it copies in the name of the account that it copies to.
      [for principals in [local._copy_principals] : {
        Sid       = "CopiesAreRead"
        Effect    = "Allow"
        Principal = { AWS = principals }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
      } if length(local._copies) > 0],
      [for principals in [local._copy_principals] : {
        Sid       = "CopiesKeepTheKey"
        Effect    = "Allow"
        Principal = { AWS = principals }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      } if length(local._copies) > 0],
    )
  })
}

resource "aws_kms_alias" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  name          = "alias/rds/${var.name}"
  target_key_id = aws_kms_key.this[0].key_id
}
