locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  postgresql = var.engine.name == "aurora-postgresql"
  version    = coalesce(var.engine.version, local.postgresql ? "16" : "8.0")
  port       = local.postgresql ? 5432 : 3306

  # AWS chooses the size of an instance of this class, within serverless_capacity.
  serverless = contains(values(var.instances)[*].class, "db.serverless")
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_rds_cluster" "this" {
  #checkov:skip=CKV_AWS_139: Protection is the default; what is meant to be thrown away switches it off: deletion_protection.
  #checkov:skip=CKV_AWS_324: Every engine exports all the logs that it has: logs.tf.
  #checkov:skip=CKV_AWS_325: MySQL exports its audit log as well; the check breaks at an engine that it cannot work out.
  #checkov:skip=CKV_AWS_326: Going back in time is for one engine only; a point in time can be restored with either.
  #checkov:skip=CKV2_AWS_8: RDS keeps backups itself; a plan of AWS Backup is the caller's choice: backups.vault.
  cluster_identifier   = var.name
  engine               = var.engine.name
  engine_version       = local.version
  database_name        = var.database.name
  snapshot_identifier  = var.database.restore_from_snapshot
  port                 = local.port
  storage_type         = var.database.io_optimized ? "aurora-iopt1" : null
  db_subnet_group_name = aws_db_subnet_group.this.name
  tags                 = merge(var.tags, { Name = var.name })

  vpc_security_group_ids              = [aws_security_group.this.id]
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  kms_key_id                          = local.kms_key_arn

  master_username               = var.database.master_username
  manage_master_user_password   = true
  master_user_secret_kms_key_id = local.kms_key_arn

  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this.name
  enabled_cloudwatch_logs_exports = keys(local.log_group_names)

  backup_retention_period   = var.backups.retention_days
  preferred_backup_window   = var.backups.window
  copy_tags_to_snapshot     = true
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.backups.final_snapshot
  final_snapshot_identifier = var.backups.final_snapshot ? "${var.name}-final" : null

  preferred_maintenance_window = var.engine.maintenance_window
  apply_immediately            = var.engine.apply_immediately
  allow_major_version_upgrade  = var.engine.allow_major_version_upgrade

  dynamic "serverlessv2_scaling_configuration" {
    for_each = local.serverless ? [var.serverless_capacity] : []

    content {
      min_capacity             = serverlessv2_scaling_configuration.value.min
      max_capacity             = serverlessv2_scaling_configuration.value.max
      seconds_until_auto_pause = serverlessv2_scaling_configuration.value.pause_after_seconds
    }
  }

  # RDS would make the log groups itself, unencrypted and without retention.
  depends_on = [aws_cloudwatch_log_group.this]

  # What it was made from does not matter any more, and would make it anew.
  lifecycle {
    ignore_changes = [snapshot_identifier]
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each = var.instances

  #checkov:skip=CKV_AWS_118: Once a minute is the default; the check does not see it: monitoring.enhanced_seconds.
  #checkov:skip=CKV_AWS_353: A week is the default; the check does not see it: monitoring.performance_insights_days.
  identifier           = "${var.name}-${each.key}"
  cluster_identifier   = aws_rds_cluster.this.id
  engine               = aws_rds_cluster.this.engine
  instance_class       = each.value.class
  availability_zone    = each.value.availability_zone
  promotion_tier       = each.value.promotion_tier
  db_subnet_group_name = aws_db_subnet_group.this.name
  publicly_accessible  = false
  ca_cert_identifier   = "rds-ca-rsa2048-g1"
  tags                 = merge(var.tags, { Name = "${var.name}-${each.key}" })

  preferred_maintenance_window = var.engine.maintenance_window
  auto_minor_version_upgrade   = true
  apply_immediately            = var.engine.apply_immediately
  copy_tags_to_snapshot        = true

  monitoring_interval = var.monitoring.enhanced_seconds
  monitoring_role_arn = one(aws_iam_role.monitoring[*].arn)

  performance_insights_enabled          = var.monitoring.performance_insights_days != null
  performance_insights_kms_key_id       = var.monitoring.performance_insights_days == null ? null : local.kms_key_arn
  performance_insights_retention_period = var.monitoring.performance_insights_days

  # Without the policy the first metrics are lost.
  depends_on = [aws_iam_role_policy_attachment.monitoring]
}

resource "aws_db_subnet_group" "this" {
  name        = "${var.name}-aurora"
  description = "Where the instances of the cluster ${var.name} are."
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}
