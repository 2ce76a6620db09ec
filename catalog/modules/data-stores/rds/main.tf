locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  postgresql = var.engine.name == "postgres"
  version    = coalesce(var.engine.version, { mariadb = "11.4", mysql = "8.4", postgres = "16" }[var.engine.name])
  port       = local.postgresql ? 5432 : 3306
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV_AWS_118: Once a minute is the default; the check does not see it: monitoring.enhanced_seconds.
  #checkov:skip=CKV_AWS_129: Every engine exports all the logs that tell something: logs.tf.
  #checkov:skip=CKV_AWS_157: A standby in another zone is the default; what may fail with its zone switches it off: multi_az.
  #checkov:skip=CKV_AWS_293: Protection is the default; what is meant to be thrown away switches it off: deletion_protection.
  #checkov:skip=CKV_AWS_353: A week is the default; the check does not see it: monitoring.performance_insights_days.
  #checkov:skip=CKV2_AWS_30: Slow statements and changes of the schema are logged by parameters that are composed: parameters.tf.
  identifier           = var.name
  engine               = var.engine.name
  engine_version       = local.version
  instance_class       = var.instance.class
  db_name              = var.database.name
  snapshot_identifier  = var.database.restore_from_snapshot
  port                 = local.port
  multi_az             = var.multi_az
  db_subnet_group_name = aws_db_subnet_group.this.name
  publicly_accessible  = false
  ca_cert_identifier   = "rds-ca-rsa2048-g1"
  tags                 = merge(var.tags, { Name = var.name })

  allocated_storage     = var.instance.storage_gib
  max_allocated_storage = var.instance.max_storage_gib
  storage_type          = var.instance.storage_type
  iops                  = var.instance.iops
  storage_throughput    = var.instance.throughput_mibps

  vpc_security_group_ids              = [aws_security_group.this.id]
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  kms_key_id                          = local.kms_key_arn

  username                      = var.database.master_username
  manage_master_user_password   = true
  master_user_secret_kms_key_id = local.kms_key_arn

  parameter_group_name            = aws_db_parameter_group.this.name
  enabled_cloudwatch_logs_exports = keys(local.log_group_names)

  backup_retention_period   = var.backups.retention_days
  backup_window             = var.backups.window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.backups.final_snapshot
  final_snapshot_identifier = var.backups.final_snapshot ? "${var.name}-final" : null

  maintenance_window          = var.engine.maintenance_window
  apply_immediately           = var.engine.apply_immediately
  allow_major_version_upgrade = var.engine.allow_major_version_upgrade
  auto_minor_version_upgrade  = true

  monitoring_interval = var.monitoring.enhanced_seconds
  monitoring_role_arn = one(aws_iam_role.monitoring[*].arn)

  performance_insights_enabled          = var.monitoring.performance_insights_days != null
  performance_insights_kms_key_id       = var.monitoring.performance_insights_days == null ? null : local.kms_key_arn
  performance_insights_retention_period = var.monitoring.performance_insights_days

  # RDS would make the log groups itself, unencrypted and without retention; without the policy the first metrics are lost.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]

  # What it was made from does not matter any more, and would make it anew.
  lifecycle {
    ignore_changes = [snapshot_identifier]
  }
}

resource "aws_db_subnet_group" "this" {
  name        = "${var.name}-rds"
  description = "Where the database ${var.name} is."
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}
