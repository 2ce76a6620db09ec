locals {
  # What is counted over five minutes.
  _watched = {
    duration = {
      metric    = "Duration"
      statistic = "Maximum"
      threshold = var.resources.timeout_seconds * 1000 * var.alarms.timeout_percent / 100
      what      = "took more than ${var.alarms.timeout_percent} % of the ${var.resources.timeout_seconds} s that it has"
    }
    errors = {
      metric    = "Errors"
      statistic = "Sum"
      threshold = var.alarms.errors
      what      = "failed more than ${var.alarms.errors} times"
    }
    lost-events = {
      metric    = "DestinationDeliveryFailures"
      statistic = "Sum"
      threshold = 0
      what      = "failed with events that then could not be kept"
    }
    throttles = {
      metric    = "Throttles"
      statistic = "Sum"
      threshold = var.alarms.throttles
      what      = "was held back more than ${var.alarms.throttles} times because too many ran at once"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local._watched

  alarm_name          = "${var.name}-lambda-${each.key}"
  alarm_description   = "The function ${var.name} ${each.value.what}."
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = var.name }
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "failed_events" {
  alarm_name          = "${var.name}-lambda-failed-events"
  alarm_description   = "The function ${var.name} could not handle events: they are in the queue ${local.failed_events_name}."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = local.failed_events_name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
