# One alarm for each service that people know: it names the service, and rings as long as any part of it does.

locals {
  # Alarms are named, not pointed to, so that a plan shows the rule.
  _service_parts = {
    for name, service in var.services : name => concat(
      [for key, alarm in merge(local.metrics, local.percentages) : "${var.name}-${key}" if alarm.service == name],
      values(service.alarm_arns),
    )
  }
}

resource "aws_cloudwatch_composite_alarm" "service" {
  for_each = var.services

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${coalesce(each.value.description, "Service ${each.key}")}: at least one of its parts raises an alarm."
  alarm_rule        = join(" OR ", formatlist("ALARM(\"%s\")", local._service_parts[each.key]))
  alarm_actions     = var.notifications == "services" ? local.topic_arns : []
  ok_actions        = var.notifications == "services" ? local.topic_arns : []
  tags              = var.tags

  lifecycle {
    precondition {
      condition     = length(local._service_parts[each.key]) > 0 && length(local._service_parts[each.key]) <= 100
      error_message = "An alarm of a service is made of 1 to 100 others; ${each.key} has ${length(local._service_parts[each.key])}."
    }
  }

  # Names of alarms that are not there yet are refused.
  depends_on = [aws_cloudwatch_metric_alarm.metric, aws_cloudwatch_metric_alarm.percentage]
}
