locals {
  # Alarms that roll a deployment back come before the service, the others watch it.
  _target_group_alarms = merge([
    for track, service in local.tracks : {
      for name, alarm in {
        latency = {
          description = "One request of a hundred waits longer than ${var.alarm_thresholds.latency_seconds} s."
          expression  = null
          metric      = "TargetResponseTime"
          statistic   = "p99"
          threshold   = var.alarm_thresholds.latency_seconds
          missing     = "notBreaching"
        }
        server-errors = {
          description = "More than ${var.alarm_thresholds.error_percent} % of requests are answered with a server error."
          # A single error at night, when nobody else asks, is none.
          expression = "IF(requests >= ${var.alarm_thresholds.error_minimum_requests}, 100 * errors / requests, 0)"
          metric     = null
          statistic  = null
          threshold  = var.alarm_thresholds.error_percent
          missing    = "notBreaching"
        }
      } : "${track}/${name}" => merge(alarm, { track = track, name = "${var.cluster.name}-${service.name}-${name}" })
      if var.load_balancer != null
    }
  ]...)

  rollback_alarm_names = {
    for track in keys(local.tracks) : track => concat(
      [for key, alarm in local._target_group_alarms : aws_cloudwatch_metric_alarm.target_group[key].alarm_name if alarm.track == track],
      tolist(var.deployment.rollback_alarm_names),
    )
  }

  _service_alarms = merge([
    for track, service in local.tracks : {
      for name, alarm in {
        cpu = {
          description = "The tasks use more than ${var.alarm_thresholds.cpu_percent} % of their CPU."
          metric      = "CPUUtilization"
          threshold   = var.alarm_thresholds.cpu_percent
        }
        memory = {
          description = "The tasks use more than ${var.alarm_thresholds.memory_percent} % of their memory; at all of it they are killed."
          metric      = "MemoryUtilization"
          threshold   = var.alarm_thresholds.memory_percent
        }
      } : "${track}/${name}" => merge(alarm, { track = track, name = "${var.cluster.name}-${service.name}-${name}" })
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "target_group" {
  for_each = local._target_group_alarms

  alarm_name          = each.value.name
  alarm_description   = each.value.description
  namespace           = each.value.metric == null ? null : "AWS/ApplicationELB"
  metric_name         = each.value.metric
  dimensions          = each.value.metric == null ? null : local._target_group_dimensions[each.value.track]
  extended_statistic  = each.value.statistic
  period              = each.value.metric == null ? null : 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags

  dynamic "metric_query" {
    for_each = each.value.expression[*]

    content {
      id          = "share"
      label       = "Server errors in percent"
      expression  = metric_query.value
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = each.value.expression == null ? {} : { errors = "HTTPCode_Target_5XX_Count", requests = "RequestCount" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = local._target_group_dimensions[each.value.track]
        stat        = "Sum"
        period      = 60
      }
    }
  }
}

locals {
  _target_group_dimensions = {
    for track, group in aws_lb_target_group.this : track => { LoadBalancer = var.load_balancer.arn_suffix, TargetGroup = group.arn_suffix }
  }
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each = aws_lb_target_group.this

  alarm_name          = "${var.cluster.name}-${local.tracks[each.key].name}-unhealthy"
  alarm_description   = "Tasks have not answered the load balancer's health check for five minutes."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = local._target_group_dimensions[each.key]
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "service" {
  for_each = local._service_alarms

  alarm_name          = each.value.name
  alarm_description   = each.value.description
  namespace           = "AWS/ECS"
  metric_name         = each.value.metric
  dimensions          = { ClusterName = var.cluster.name, ServiceName = aws_ecs_service.this[each.value.track].name }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

# CloudWatch has no metric for it: ECS tells EventBridge that it has given a deployment up.
resource "aws_cloudwatch_event_rule" "deployment_failed" {
  count = length(var.alarms.topic_arns) == 0 ? 0 : 1

  name        = "${var.cluster.name}-${var.name}-deployment-failed"
  description = "A deployment of the ECS service ${var.name} in ${var.cluster.name} failed and was rolled back."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Deployment State Change"]
    resources   = values(aws_ecs_service.this)[*].id
    detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
  })
}

resource "aws_cloudwatch_event_target" "deployment_failed" {
  for_each = var.alarms.topic_arns

  rule      = aws_cloudwatch_event_rule.deployment_failed[0].name
  target_id = each.key
  arn       = each.value
}
