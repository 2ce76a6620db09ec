locals {
  # Alarm => what it looks at.
  alarms = {
    cpu = {
      description = "The VPN server ${var.name} has used more than 90 % of its CPU for 15 minutes."
      namespace   = "AWS/EC2"
      metric_name = "CPUUtilization"
      dimensions  = { AutoScalingGroupName = local.full_name }
      statistic   = "Average"
      period      = 300
      periods     = 3
      comparison  = "GreaterThanThreshold"
      threshold   = 90
      missing     = "missing"
    }
    status-check = {
      description = "The VPN server ${var.name} has failed the checks of EC2 for 5 minutes."
      namespace   = "AWS/EC2"
      metric_name = "StatusCheckFailed"
      dimensions  = { AutoScalingGroupName = local.full_name }
      statistic   = "Maximum"
      period      = 60
      periods     = 5
      comparison  = "GreaterThanThreshold"
      threshold   = 0
      missing     = "missing"
    }
    no-server = {
      description = "There has been no VPN server ${var.name} for 10 minutes."
      namespace   = "AWS/AutoScaling"
      metric_name = "GroupInServiceInstances"
      dimensions  = { AutoScalingGroupName = local.full_name }
      statistic   = "Minimum"
      period      = 60
      periods     = 10
      comparison  = "LessThanThreshold"
      threshold   = 1
      missing     = "breaching"
    }
    requests-wait = {
      description = "Somebody has waited for a certificate of the VPN ${var.name} for more than 10 minutes: the server does not take requests."
      namespace   = "AWS/SQS"
      metric_name = "ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = local.queues.requests }
      statistic   = "Maximum"
      period      = 300
      periods     = 1
      comparison  = "GreaterThanThreshold"
      threshold   = 600
      missing     = "notBreaching"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric_name
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison
  treat_missing_data  = each.value.missing
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
