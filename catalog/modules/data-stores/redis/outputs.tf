# Every output waits for the whole module: who can read an endpoint can use the cache.

output "alarm_arns" {
  description = "The ARN of each alarm, by node and what it watches."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "arn" {
  description = "The ARN of the replication group."
  value       = aws_elasticache_replication_group.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "endpoint" {
  description = "The host name of the primary, or in cluster mode the one from which clients learn of the shards."
  value       = local.cluster_mode ? aws_elasticache_replication_group.this.configuration_endpoint_address : aws_elasticache_replication_group.this.primary_endpoint_address
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "id" {
  description = "The identifier of the replication group."
  value       = aws_elasticache_replication_group.this.id
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the cache."
  value       = local.kms_key_arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "log_group_names" {
  description = "The names of the log groups, by log."
  value       = { for log, group in aws_cloudwatch_log_group.this : log => group.name }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "port" {
  description = "The port that the nodes listen on."
  value       = local.port
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "reader_endpoint" {
  description = "The host name that spreads connections over the replicas, or null in cluster mode."
  value       = local.cluster_mode ? null : aws_elasticache_replication_group.this.reader_endpoint_address
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "secret_arns" {
  description = "The ARN of the secret with name and password of each user who signs in by password, by key."
  value       = { for key, secret in aws_secretsmanager_secret.this : key => secret.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "security_group_id" {
  description = "The ID of the security group of the nodes."
  value       = aws_security_group.this.id
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "user_arns" {
  description = "The ARN of each user, by key, for IAM policies (elasticache:Connect)."
  value       = { for key, user in aws_elasticache_user.this : key => user.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}

output "user_names" {
  description = "The name of each user, by key."
  value       = local.user_names
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_elasticache_replication_group.this, aws_kms_alias.this, aws_secretsmanager_secret_version.this, aws_vpc_security_group_ingress_rule.this]
}
