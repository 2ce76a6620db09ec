locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.name

  # Services have their log groups below this prefix; the key's policy knows it.
  log_group_prefix        = "/ecs/${var.name}/"
  exec_log_group_name     = "${local.log_group_prefix}execute-command"
  insights_log_group_name = "/aws/ecs/containerinsights/${var.name}/performance"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_ecs_cluster" "this" {
  name = var.name
  tags = var.tags

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }

  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.this.arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }

    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = aws_kms_key.this.arn
    }
  }

  dynamic "service_connect_defaults" {
    for_each = var.namespace[*]

    content {
      namespace = local.namespace_arn
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name = aws_ecs_cluster.this.name
  capacity_providers = concat(
    ["FARGATE", "FARGATE_SPOT"],
    [for name in keys(var.instances) : aws_ecs_capacity_provider.this[name].name],
  )

  dynamic "default_capacity_provider_strategy" {
    for_each = var.default_capacity_providers

    content {
      capacity_provider = (
        contains(keys(var.instances), default_capacity_provider_strategy.key)
        ? "${var.name}-${default_capacity_provider_strategy.key}"
        : default_capacity_provider_strategy.key
      )
      base   = default_capacity_provider_strategy.value.base
      weight = default_capacity_provider_strategy.value.weight
    }
  }
}
