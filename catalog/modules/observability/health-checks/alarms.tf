resource "aws_cloudwatch_metric_alarm" "status" {
  for_each = var.checks

  alarm_name          = "${var.name}-health-${each.key}"
  alarm_description   = "${each.key}: it cannot be reached from the internet."
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = aws_route53_health_check.this[each.key].id }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  for_each = { for name, check in var.checks : name => check if check.latency_seconds != null }

  alarm_name          = "${var.name}-latency-${each.key}"
  alarm_description   = "${each.key}: for 15 minutes the first byte of an answer has taken more than ${each.value.latency_seconds} s on its way to the internet."
  namespace           = "AWS/Route53"
  metric_name         = "TimeToFirstByte"
  dimensions          = { HealthCheckId = aws_route53_health_check.this[each.key].id }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  threshold           = each.value.latency_seconds * 1000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
