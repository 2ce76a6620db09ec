locals {
  _watched = {
    dead-letters = {
      queue     = local.dead_letters_name
      metric    = "ApproximateNumberOfMessagesVisible"
      threshold = var.alarms.dead_letters
      what      = "${var.alarms.dead_letters} or more messages could not be handled ${var.dead_letters.after_receives} times and lie in ${local.dead_letters_name}"
    }
    oldest-message = {
      queue     = local.name
      metric    = "ApproximateAgeOfOldestMessage"
      threshold = var.alarms.oldest_message_seconds
      what      = "a message has been waiting in ${local.name} for ${var.alarms.oldest_message_seconds} s or more"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local._watched

  alarm_name          = "${var.name}-sqs-${each.key}"
  alarm_description   = "Queue ${var.name}: ${each.value.what}."
  namespace           = "AWS/SQS"
  metric_name         = each.value.metric
  dimensions          = { QueueName = each.value.queue }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching" # SQS counts nothing for a queue that nobody uses
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
