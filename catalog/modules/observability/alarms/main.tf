locals {
  _defaults = {
    comparison_operator = "GreaterThanThreshold"
    evaluation_periods  = 3
    extended_statistic  = null
    period              = 300
    service             = null
    statistic           = "Average"
    treat_missing_data  = "missing"
  }

  # Key => alarm that looks at one metric.
  metrics = {
    for key, alarm in merge(
      local.alb_metrics,
      local.aurora_metrics,
      local.autoscaling_group_metrics,
      local.certificate_metrics,
      local.ecs_metrics,
      local.nat_metrics,
      local.rds_metrics,
      local.redis_metrics,
    ) : key => merge(local._defaults, alarm)
  }

  # Key => alarm that looks at the share of some metrics in others.
  percentages = merge(local.alb_percentages, local.nat_percentages)

  topic_arns = values(var.alarms.topic_arns)

  # Key => who is told. What belongs to a service is silent where the services speak.
  part_topic_arns = {
    for key, alarm in merge(local.metrics, local.percentages) :
    key => alarm.service != null && var.notifications == "services" ? [] : local.topic_arns
  }
}

resource "aws_cloudwatch_metric_alarm" "metric" {
  for_each = local.metrics

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric_name
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  extended_statistic  = each.value.extended_statistic
  period              = each.value.period
  evaluation_periods  = each.value.evaluation_periods
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison_operator
  treat_missing_data  = each.value.treat_missing_data
  alarm_actions       = local.part_topic_arns[each.key]
  ok_actions          = local.part_topic_arns[each.key]
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "percentage" {
  for_each = local.percentages

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.part_topic_arns[each.key]
  ok_actions          = local.part_topic_arns[each.key]
  tags                = var.tags

  metric_query {
    id          = "percent"
    label       = "Percent"
    return_data = true
    expression = format(
      "IF(%s >= %d, 100 * (%s) / (%s), 0)",
      join(" + ", formatlist("FILL(%s, 0)", keys(each.value.part))),
      each.value.minimum,
      join(" + ", formatlist("FILL(%s, 0)", keys(each.value.part))),
      join(" + ", formatlist("FILL(%s, 0)", concat(keys(each.value.part), keys(each.value.rest)))),
    )
  }

  dynamic "metric_query" {
    for_each = merge(each.value.part, each.value.rest)

    content {
      id = metric_query.key

      metric {
        namespace   = each.value.namespace
        metric_name = metric_query.value
        dimensions  = each.value.dimensions
        period      = 300
        stat        = "Sum"
      }
    }
  }
}
