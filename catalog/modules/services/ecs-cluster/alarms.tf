# What runs on Fargate has its alarms with each service; instances are watched here.

locals {
  _cluster_alarms = {
    for name, alarm in {
      cpu-reservation = {
        description = "Tasks have reserved more than ${var.alarm_thresholds.cpu_reservation_percent} % of the instances' CPU: new ones may find no place."
        namespace   = "AWS/ECS"
        metric      = "CPUReservation"
        threshold   = var.alarm_thresholds.cpu_reservation_percent
        dimensions  = { ClusterName = var.name }
      }
      cpu-utilization = {
        description = "The instances' CPU is used to more than ${var.alarm_thresholds.cpu_percent} %."
        namespace   = "AWS/ECS"
        metric      = "CPUUtilization"
        threshold   = var.alarm_thresholds.cpu_percent
        dimensions  = { ClusterName = var.name }
      }
      memory-reservation = {
        description = "Tasks have reserved more than ${var.alarm_thresholds.memory_reservation_percent} % of the instances' memory: new ones may find no place."
        namespace   = "AWS/ECS"
        metric      = "MemoryReservation"
        threshold   = var.alarm_thresholds.memory_reservation_percent
        dimensions  = { ClusterName = var.name }
      }
      memory-utilization = {
        description = "The instances' memory is used to more than ${var.alarm_thresholds.memory_percent} %."
        namespace   = "AWS/ECS"
        metric      = "MemoryUtilization"
        threshold   = var.alarm_thresholds.memory_percent
        dimensions  = { ClusterName = var.name }
      }
    } : name => alarm if length(var.instances) > 0
  }

  # ECS wants more instances than there are, for longer than it takes to start some: the group is at its maximum, or none start.
  _capacity_alarms = {
    for name, kind in var.instances : "capacity-${name}" => {
      description = "Tasks have been waiting for instances ${name} for a quarter of an hour: the group is at its maximum, or its instances do not start."
      namespace   = "AWS/ECS/ManagedScaling"
      metric      = "CapacityProviderReservation"
      threshold   = kind.target_capacity_percent
      dimensions  = { ClusterName = var.name, CapacityProviderName = "${var.name}-${name}" }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = merge(local._cluster_alarms, local._capacity_alarms)

  alarm_name          = "ecs-${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching" # No instances, no measurements.
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}
