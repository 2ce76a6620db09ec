# Every output waits for the whole module: who can read the ARN knows that everything is recorded.

output "alarm_arns" {
  description = "The ARN of each alarm, by name."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_cloudtrail.this, aws_cloudwatch_metric_alarm.this, aws_config_configuration_aggregator.this, aws_kms_alias.this]
}

output "config_aggregator_arn" {
  description = "The ARN of the aggregator of AWS Config, or null."
  value       = one(aws_config_configuration_aggregator.this[*].arn)
  depends_on  = [aws_cloudtrail.this, aws_cloudwatch_metric_alarm.this, aws_config_configuration_aggregator.this, aws_kms_alias.this]
}

output "log_group_arn" {
  description = "The ARN of the log group with the records."
  value       = aws_cloudwatch_log_group.this.arn
  depends_on  = [aws_cloudtrail.this, aws_cloudwatch_metric_alarm.this, aws_config_configuration_aggregator.this, aws_kms_alias.this]
}

output "log_group_name" {
  description = "The name of the log group with the records."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_cloudtrail.this, aws_cloudwatch_metric_alarm.this, aws_config_configuration_aggregator.this, aws_kms_alias.this]
}

output "trail_arn" {
  description = "The ARN of the trail."
  value       = aws_cloudtrail.this.arn
  depends_on  = [aws_cloudtrail.this, aws_cloudwatch_metric_alarm.this, aws_config_configuration_aggregator.this, aws_kms_alias.this]
}
