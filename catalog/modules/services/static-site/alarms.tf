resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-site-5xx-errors"
  alarm_description   = "More than ${var.alarms.error_percent} % of the answers of the site ${var.name} are errors of the server."
  namespace           = "AWS/CloudFront"
  metric_name         = "5xxErrorRate"
  dimensions          = { DistributionId = aws_cloudfront_distribution.this.id, Region = "Global" }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = var.alarms.error_percent
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
