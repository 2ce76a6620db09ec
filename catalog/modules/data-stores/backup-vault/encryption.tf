locals {
  source_principals = [for name in sort(keys(var.source_account_ids)) : "${local._arn_prefix}:iam::${var.source_account_ids[name]}:root"]
}

# AWS Backup re-encrypts what is copied with this key, in the name of the account that copies.
resource "aws_kms_key" "this" {
  description             = "Encrypts the backups in the vault ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local._arn_prefix}:iam::${local._account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }],
      [for principals in [local.source_principals] : {
        Sid       = "CopiesAreEncrypted"
        Effect    = "Allow"
        Principal = { AWS = principals }
        Action    = ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
      } if length(var.source_account_ids) > 0],
      [for principals in [local.source_principals] : {
        Sid       = "CopiesKeepTheKey"
        Effect    = "Allow"
        Principal = { AWS = principals }
        Action    = ["kms:CreateGrant"]
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      } if length(var.source_account_ids) > 0],
    )
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/backup/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
