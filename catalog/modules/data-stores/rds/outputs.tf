# Every output waits for the whole module: who can read an endpoint can use the database.

output "alarm_arns" {
  description = "The ARN of each alarm, by what it watches."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "arn" {
  description = "The ARN of the database."
  value       = aws_db_instance.this.arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "backup_vault_arn" {
  description = "The ARN of the vault of AWS Backup, or null."
  value       = one(aws_backup_vault.this[*].arn)
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "endpoint" {
  description = "The host name of the database."
  value       = aws_db_instance.this.address
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "id" {
  description = "The identifier of the database."
  value       = aws_db_instance.this.identifier
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the database."
  value       = local.kms_key_arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "log_group_names" {
  description = "The names of the log groups, by log."
  value       = { for log, group in aws_cloudwatch_log_group.this : log => group.name }
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "name" {
  description = "The name of the database that was made first, or null."
  value       = var.database.name
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "port" {
  description = "The port that the database listens on."
  value       = aws_db_instance.this.port
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "resource_id" {
  description = "The ID of the database in IAM policies of database users (rds-db:connect)."
  value       = aws_db_instance.this.resource_id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "secret_arn" {
  description = "The ARN of the secret with the master user's name and password."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "security_group_id" {
  description = "The ID of the security group of the database."
  value       = aws_security_group.this.id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}

output "zone_id" {
  description = "The ID of the hosted zone of the endpoint, for alias records."
  value       = aws_db_instance.this.hosted_zone_id
  depends_on  = [aws_backup_selection.this, aws_cloudwatch_event_target.backups, aws_cloudwatch_event_target.this, aws_cloudwatch_metric_alarm.this, aws_db_instance.this, aws_kms_alias.this, aws_secretsmanager_secret_rotation.this, aws_vpc_security_group_ingress_rule.this]
}
