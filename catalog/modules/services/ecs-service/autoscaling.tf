# A canary scales as well, between equal bounds: that keeps it at its number of tasks.

resource "aws_appautoscaling_target" "this" {
  for_each = local.tracks

  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this[each.key].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = each.value.min
  max_capacity       = each.value.max
  tags               = var.tags
}

locals {
  _scaling_metrics = {
    for name, metric in {
      cpu      = { type = "ECSServiceAverageCPUUtilization", target = var.autoscaling.cpu_percent, of_target_group = false }
      memory   = { type = "ECSServiceAverageMemoryUtilization", target = var.autoscaling.memory_percent, of_target_group = false }
      requests = { type = "ALBRequestCountPerTarget", target = var.autoscaling.requests_per_minute, of_target_group = true }
    } : name => metric if metric.target != null
  }
  _scaling_policies = merge([
    for track in keys(local.tracks) : { for name, metric in local._scaling_metrics : "${track}/${name}" => merge(metric, { name = name, track = track }) }
  ]...)
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local._scaling_policies

  name               = "${aws_ecs_service.this[each.value.track].name}-${each.value.name}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.value.track].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.value.track].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.value.track].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_in_cooldown  = var.autoscaling.scale_in_seconds
    scale_out_cooldown = var.autoscaling.scale_out_seconds

    predefined_metric_specification {
      predefined_metric_type = each.value.type
      resource_label         = each.value.of_target_group ? "${var.load_balancer.arn_suffix}/${aws_lb_target_group.this[each.value.track].arn_suffix}" : null
    }
  }
}
