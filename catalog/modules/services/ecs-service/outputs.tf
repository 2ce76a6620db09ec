# Every output waits for the whole module: who can read the ARN can call the service.

output "alarm_arns" {
  description = "The ARN of each alarm, by track (stable or canary) and name."
  value       = { for name, alarm in merge(aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.target_group, { for track, alarm in aws_cloudwatch_metric_alarm.unhealthy : "${track}/unhealthy" => alarm }) : name => alarm.arn }
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "arn" {
  description = "The ARN of the service."
  value       = aws_ecs_service.this["stable"].id
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "canary_arn" {
  description = "The ARN of the service that tries new images, or null."
  value       = one([for track, service in aws_ecs_service.this : service.id if track == "canary"])
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "execution_role_arn" {
  description = "The ARN of the role that starts tasks."
  value       = aws_iam_role.execution.arn
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "image_parameter_name" {
  description = "The name of the parameter in which the pipeline names the image, or null."
  value       = one(aws_ssm_parameter.image[*].name)
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "log_group_name" {
  description = "The name of the log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "name" {
  description = "The name of the service."
  value       = aws_ecs_service.this["stable"].name
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "security_group_id" {
  description = "The ID of the security group of the tasks."
  value       = aws_security_group.this.id
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "target_group_arn" {
  description = "The ARN of the target group of the service, or null."
  value       = one([for track, group in aws_lb_target_group.this : group.arn if track == "stable"])
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "target_group_arn_suffix" {
  description = "What CloudWatch's metrics call the target group of the service, or null."
  value       = one([for track, group in aws_lb_target_group.this : group.arn_suffix if track == "stable"])
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "task_definition_arn" {
  description = "The ARN of the task definition that the service runs."
  value       = aws_ecs_task_definition.this["stable"].arn
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "task_role_arn" {
  description = "The ARN of the role of the application."
  value       = aws_iam_role.task.arn
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}

output "task_role_name" {
  description = "The name of the role of the application."
  value       = aws_iam_role.task.name
  depends_on  = [aws_appautoscaling_policy.this, aws_cloudwatch_event_target.deployment_failed, aws_cloudwatch_metric_alarm.service, aws_cloudwatch_metric_alarm.unhealthy, aws_ecs_service.this]
}
