locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.name

  # The service itself, and beside it the few tasks that try a new image first.
  tracks = {
    for name, track in {
      stable = {
        name   = var.name
        image  = local.image
        min    = var.autoscaling.min_tasks
        max    = var.autoscaling.max_tasks
        weight = try(100 - var.deployment.canary.weight_percent, 100)
      }
      canary = {
        name   = "${var.name}-canary"
        image  = try(coalesce(var.deployment.canary.image, local.image), local.image)
        min    = try(var.deployment.canary.tasks, 0)
        max    = try(var.deployment.canary.tasks, 0)
        weight = try(var.deployment.canary.weight_percent, 0)
      }
    } : name => track if name == "stable" || var.deployment.canary != null
  }

  on_fargate = length(setsubtract(keys(var.task.capacity_providers), ["FARGATE", "FARGATE_SPOT"])) == 0
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_ecs_service" "this" {
  for_each = local.tracks

  name                               = each.value.name
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this[each.key].arn
  desired_count                      = each.value.min
  deployment_minimum_healthy_percent = var.deployment.minimum_healthy_percent
  deployment_maximum_percent         = var.deployment.maximum_percent
  availability_zone_rebalancing      = var.deployment.maximum_percent > 100 ? "ENABLED" : "DISABLED"
  enable_ecs_managed_tags            = true
  enable_execute_command             = var.task.execute_command
  force_new_deployment               = true # Else a change of capacity providers would replace the service.
  health_check_grace_period_seconds  = try(var.load_balancer.grace_seconds, null)
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = var.deployment.wait_for_steady_state
  tags                               = var.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "alarms" {
    for_each = length(local.rollback_alarm_names[each.key]) == 0 ? [] : [local.rollback_alarm_names[each.key]]

    content {
      alarm_names = alarms.value
      enable      = true
      rollback    = true
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.task.capacity_providers

    content {
      capacity_provider = capacity_provider_strategy.key
      base              = capacity_provider_strategy.value.base
      weight            = capacity_provider_strategy.value.weight
    }
  }

  dynamic "load_balancer" {
    for_each = var.load_balancer == null ? [] : [aws_lb_target_group.this[each.key].arn]

    content {
      target_group_arn = load_balancer.value
      container_name   = var.name
      container_port   = var.container.port
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  # The name that others call stands for the service, not for what is being tried.
  dynamic "service_connect_configuration" {
    for_each = local.service_connect && each.key == "stable" ? [var.service_discovery.namespace_arn] : []

    content {
      enabled   = true
      namespace = service_connect_configuration.value

      log_configuration {
        log_driver = "awslogs"
        options    = merge(local.log_options, { awslogs-stream-prefix = "service-connect" })
      }

      dynamic "service" {
        for_each = var.container.port[*]

        content {
          port_name      = local.port_name
          discovery_name = var.name

          client_alias {
            dns_name = var.name
            port     = service.value
          }
        }
      }
    }
  }

  dynamic "service_registries" {
    for_each = each.key == "stable" ? aws_service_discovery_service.this[*].arn : []

    content {
      registry_arn = service_registries.value
    }
  }

  lifecycle {
    ignore_changes = [desired_count] # Autoscaling decides.
  }

  depends_on = [
    aws_iam_role_policy.execution,
    aws_iam_role_policy.exec,
    aws_iam_role_policy.task,
    aws_iam_role_policy_attachment.task,
    aws_lb_listener_rule.this,
    aws_vpc_security_group_egress_rule.connects_to,
    aws_vpc_security_group_egress_rule.https,
    aws_vpc_security_group_egress_rule.load_balancer,
    aws_vpc_security_group_ingress_rule.allowed,
    aws_vpc_security_group_ingress_rule.connects_to,
    aws_vpc_security_group_ingress_rule.load_balancer,
  ]
}
