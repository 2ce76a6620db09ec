# Every output waits for the whole module: who can read the ARN can run tasks.

output "alarm_arns" {
  description = "The ARN of each alarm, by name."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "arn" {
  description = "The ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "autoscaling_group_names" {
  description = "The name of the Auto Scaling group of each kind of instances."
  value       = { for name, group in aws_autoscaling_group.this : name => group.name }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "capacity_provider_names" {
  description = "The name of the capacity provider of each kind of instances."
  value       = { for name, provider in aws_ecs_capacity_provider.this : name => provider.name }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "instance_role_arn" {
  description = "The ARN of the role of the instances, or null."
  value       = one(aws_iam_role.instances[*].arn)
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "instance_security_group_id" {
  description = "The ID of the security group of the instances, or null."
  value       = one(aws_security_group.instances[*].id)
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the logs of the cluster and its services, sessions inside containers, and the disks of Fargate tasks."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "log_group_name" {
  description = "The name of the log group that holds what was typed and shown in sessions inside containers."
  value       = aws_cloudwatch_log_group.exec.name
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "name" {
  description = "The name of the cluster."
  value       = aws_ecs_cluster.this.name
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "namespace_arn" {
  description = "The ARN of the Cloud Map namespace, or null."
  value       = local.namespace_arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}

output "namespace_id" {
  description = "The ID of the Cloud Map namespace, or null."
  value       = local.namespace_id
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.insights, aws_cloudwatch_metric_alarm.this, aws_ecs_cluster_capacity_providers.this, aws_kms_alias.this]
}
