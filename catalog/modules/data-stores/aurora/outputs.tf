# Every output waits for the whole module: who can read an endpoint can use the database.

output "alarm_arns" {
  description = "The ARN of each alarm, by instance and what it watches."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "arn" {
  description = "The ARN of the cluster."
  value       = aws_rds_cluster.this.arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "backup_vault_arn" {
  description = "The ARN of the vault of AWS Backup, or null."
  value       = one(aws_backup_vault.this[*].arn)
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "database_name" {
  description = "The name of the database that was made in the cluster, or null."
  value       = var.database.name
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "endpoint" {
  description = "The host name of the instance that writes."
  value       = aws_rds_cluster.this.endpoint
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "id" {
  description = "The identifier of the cluster."
  value       = aws_rds_cluster.this.id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "instance_endpoints" {
  description = "The host name of each instance, by name."
  value       = { for name, instance in aws_rds_cluster_instance.this : name => instance.endpoint }
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the database."
  value       = local.kms_key_arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "log_group_names" {
  description = "The names of the log groups, by log."
  value       = { for log, group in aws_cloudwatch_log_group.this : log => group.name }
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "name" {
  description = "The name of the database that was made in the cluster, or null."
  value       = var.database.name
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "port" {
  description = "The port that the instances listen on."
  value       = aws_rds_cluster.this.port
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "reader_endpoint" {
  description = "The host name that spreads connections over the instances that read."
  value       = aws_rds_cluster.this.reader_endpoint
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "resource_id" {
  description = "The ID of the cluster in IAM policies of database users (rds-db:connect)."
  value       = aws_rds_cluster.this.cluster_resource_id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "secret_arn" {
  description = "The ARN of the secret with the master user's name and password."
  value       = aws_rds_cluster.this.master_user_secret[0].secret_arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "security_group_id" {
  description = "The ID of the security group of the instances."
  value       = aws_security_group.this.id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "zone_id" {
  description = "The ID of the hosted zone of the endpoints, for alias records."
  value       = aws_rds_cluster.this.hosted_zone_id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_rds_cluster_instance.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}
