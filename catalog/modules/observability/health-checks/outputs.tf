# Every output waits for the whole module: who can read an ID knows that somebody is told.

output "alarm_arns" {
  description = "The ARN of the alarm of each check, by name, and of its latency, by latency/NAME."
  value = merge(
    { for name, alarm in aws_cloudwatch_metric_alarm.status : name => alarm.arn },
    { for name, alarm in aws_cloudwatch_metric_alarm.latency : "latency/${name}" => alarm.arn },
  )
  depends_on = [aws_cloudwatch_metric_alarm.latency, aws_cloudwatch_metric_alarm.status, aws_route53_health_check.this]
}

output "ids" {
  description = "The ID of each health check, by name, for records of Route 53 that fail over."
  value       = { for name, check in aws_route53_health_check.this : name => check.id }
  depends_on  = [aws_cloudwatch_metric_alarm.latency, aws_cloudwatch_metric_alarm.status, aws_route53_health_check.this]
}
