locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = aws_kms_key.this.arn
  tags        = var.tags
}

# Copies come in from these accounts, and from nobody else. Nobody of theirs reads or deletes what is here.
resource "aws_backup_vault_policy" "this" {
  count = length(var.source_account_ids) > 0 ? 1 : 0

  backup_vault_name = aws_backup_vault.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CopiesComeIn"
      Effect    = "Allow"
      Principal = { AWS = local.source_principals }
      Action    = "backup:CopyIntoBackupVault"
      Resource  = "*"
    }]
  })
}

resource "aws_backup_vault_lock_configuration" "this" {
  count = length(var.lock[*])

  backup_vault_name   = aws_backup_vault.this.name
  changeable_for_days = var.lock.compliance_after_days
  max_retention_days  = var.lock.max_retention_days
  min_retention_days  = var.lock.min_retention_days
}
