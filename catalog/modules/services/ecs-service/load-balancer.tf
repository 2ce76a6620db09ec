resource "aws_lb_target_group" "this" {
  for_each = { for track, service in local.tracks : track => service if var.load_balancer != null }

  #checkov:skip=CKV_AWS_378: TLS ends at the load balancer unless load_balancer.protocol is HTTPS; beyond it, security groups let nobody else in.
  # What cannot be changed is in the name, so that the new group can be there before the old one goes.
  name = format(
    "%s-%s",
    trimsuffix(substr(each.key == "stable" ? "${var.cluster.name}-${var.name}" : "canary-${var.cluster.name}-${var.name}", 0, 25), "-"),
    substr(sha1("${var.cluster.name}/${each.value.name}/${var.container.port}/${var.load_balancer.protocol}/${var.load_balancer.protocol_version}"), 0, 6),
  )
  vpc_id                            = var.vpc_id
  target_type                       = "ip"
  port                              = var.container.port
  protocol                          = var.load_balancer.protocol
  protocol_version                  = var.load_balancer.protocol_version
  deregistration_delay              = var.load_balancer.deregistration_seconds
  load_balancing_algorithm_type     = "weighted_random"
  load_balancing_anomaly_mitigation = "on"
  tags                              = merge(var.tags, { Name = each.value.name })

  health_check {
    enabled             = true
    path                = var.load_balancer.health_check.path
    matcher             = var.load_balancer.health_check.matcher
    protocol            = var.load_balancer.protocol
    port                = "traffic-port"
    interval            = var.load_balancer.health_check.interval_seconds
    timeout             = var.load_balancer.health_check.timeout_seconds
    healthy_threshold   = var.load_balancer.health_check.healthy_threshold
    unhealthy_threshold = var.load_balancer.health_check.unhealthy_threshold
  }

  stickiness {
    enabled         = var.load_balancer.stickiness_seconds != null
    type            = "lb_cookie"
    cookie_duration = coalesce(var.load_balancer.stickiness_seconds, 86400)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "this" {
  count = var.load_balancer == null ? 0 : 1

  listener_arn = var.load_balancer.listener_arn
  priority     = var.load_balancer.priority
  tags         = merge(var.tags, { Name = "${var.cluster.name}-${var.name}" })

  action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = local.tracks

        content {
          arn    = aws_lb_target_group.this[target_group.key].arn
          weight = target_group.value.weight
        }
      }

      # Who was sent to the canary stays there: versions do not alternate within a session.
      stickiness {
        enabled  = length(local.tracks) > 1 && var.load_balancer.stickiness_seconds != null
        duration = coalesce(var.load_balancer.stickiness_seconds, 86400)
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.load_balancer.host_headers) == 0 ? [] : [var.load_balancer.host_headers]

    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.load_balancer.path_patterns) == 0 ? [] : [var.load_balancer.path_patterns]

    content {
      path_pattern {
        values = condition.value
      }
    }
  }
}
