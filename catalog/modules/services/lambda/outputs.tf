# Every output waits for the whole module: who can read an ARN can call the function.

output "alarm_arns" {
  description = "The ARN of each alarm, by what it watches."
  value       = merge({ for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }, { failed-events = aws_cloudwatch_metric_alarm.failed_events.arn })
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "arn" {
  description = "The ARN of the function."
  value       = aws_lambda_function.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "failed_events_arn" {
  description = "The ARN of the queue of failed events."
  value       = aws_sqs_queue.failed_events.arn
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "invoke_arn" {
  description = "The ARN by which API Gateway calls the function."
  value       = aws_lambda_function.this.invoke_arn
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts environment variables, logs and failed events."
  value       = local.kms_key_arn
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "log_group_name" {
  description = "The name of the log group."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "name" {
  description = "The name of the function."
  value       = aws_lambda_function.this.function_name
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "role_arn" {
  description = "The ARN of the role of the function."
  value       = aws_iam_role.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "role_name" {
  description = "The name of the role of the function."
  value       = aws_iam_role.this.name
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}

output "security_group_id" {
  description = "The ID of the security group of the function, or null outside of a VPC."
  value       = one(aws_security_group.this[*].id)
  depends_on  = [aws_cloudwatch_metric_alarm.failed_events, aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_lambda_event_source_mapping.this, aws_lambda_function_event_invoke_config.this, aws_lambda_permission.this, aws_vpc_security_group_egress_rule.this]
}
