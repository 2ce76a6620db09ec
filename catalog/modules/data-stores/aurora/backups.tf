# Backups beyond those of RDS, in a vault that deleting the cluster leaves alone.

resource "aws_backup_vault" "this" {
  count = var.backups.vault == null ? 0 : 1

  name          = "${var.name}-aurora"
  kms_key_arn   = local.kms_key_arn
  force_destroy = var.backups.vault.force_destroy
  tags          = var.tags
}

resource "aws_backup_plan" "this" {
  count = var.backups.vault == null ? 0 : 1

  name = "${var.name}-aurora"
  tags = var.tags

  rule {
    rule_name         = "scheduled"
    target_vault_name = aws_backup_vault.this[0].name
    schedule          = var.backups.vault.schedule

    lifecycle {
      delete_after = var.backups.vault.retention_days
    }

    dynamic "copy_action" {
      for_each = var.backups.vault.copy_to_vault_arns

      content {
        destination_vault_arn = copy_action.value

        lifecycle {
          delete_after = var.backups.vault.retention_days
        }
      }
    }
  }
}

resource "aws_backup_selection" "this" {
  count = var.backups.vault == null ? 0 : 1

  name         = "${var.name}-aurora"
  plan_id      = aws_backup_plan.this[0].id
  iam_role_arn = aws_iam_role.backup[0].arn
  resources    = [aws_rds_cluster.this.arn]

  depends_on = [aws_iam_role_policy_attachment.backup]
}

resource "aws_iam_role" "backup" {
  count = var.backups.vault == null ? 0 : 1

  name        = "${var.name}-aurora-backup-${local._region}"
  description = "Backs up the database ${var.name} in ${local._region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local._account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "backup" {
  count = var.backups.vault == null ? 0 : 1

  role       = aws_iam_role.backup[0].name
  policy_arn = "${local._arn_prefix}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}
