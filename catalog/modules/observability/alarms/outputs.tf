# Every output waits for the whole module: who can read an ARN can watch the alarm.

output "alarm_arns" {
  description = "The ARN of each alarm, by its name without that of the module's and the hyphen after it, such as alb-public-errors."
  value       = { for key, alarm in merge(aws_cloudwatch_metric_alarm.metric, aws_cloudwatch_metric_alarm.percentage) : key => alarm.arn }
  depends_on  = [aws_cloudwatch_composite_alarm.service, aws_cloudwatch_metric_alarm.metric, aws_cloudwatch_metric_alarm.percentage]
}

output "service_alarm_arns" {
  description = "The ARN of the alarm of each service, by service."
  value       = { for name, alarm in aws_cloudwatch_composite_alarm.service : name => alarm.arn }
  depends_on  = [aws_cloudwatch_composite_alarm.service, aws_cloudwatch_metric_alarm.metric, aws_cloudwatch_metric_alarm.percentage]
}
