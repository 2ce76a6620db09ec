locals {
  # The names that AWS gives to the nodes.
  _nodes = local.cluster_mode ? flatten([
    for shard in range(1, coalesce(var.nodes.shards, 0) + 1) : [
      for node in range(1, var.nodes.per_shard + 1) : format("%04d-%03d", shard, node)
    ]
  ]) : [for node in range(1, var.nodes.per_shard + 1) : format("%03d", node)]

  # What is watched of every node. No threshold, no alarm.
  _watched = {
    connections = {
      metric    = "CurrConnections"
      threshold = var.alarms.connections
      what      = "has more than ${coalesce(var.alarms.connections, 0)} connections"
    }
    cpu = {
      metric    = "EngineCPUUtilization"
      threshold = var.alarms.cpu_percent
      what      = "uses more than ${var.alarms.cpu_percent} % of the processor that commands run on"
    }
    evictions = {
      metric    = "Evictions"
      threshold = var.alarms.evictions
      what      = "throws out more than ${coalesce(var.alarms.evictions, 0)} keys a minute because memory is full"
    }
    memory = {
      metric    = "DatabaseMemoryUsagePercentage"
      threshold = var.alarms.memory_percent
      what      = "uses more than ${var.alarms.memory_percent} % of its memory"
    }
    replication-lag = {
      metric    = "ReplicationLag"
      threshold = var.alarms.replication_lag_seconds
      what      = "is more than ${var.alarms.replication_lag_seconds} s behind its primary"
    }
  }

  alarms = merge([
    for node in local._nodes : {
      for kind, watched in local._watched : "${node}-${kind}" => merge(watched, { node = "${var.name}-${node}" }) if watched.threshold != null
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-redis-${each.key}"
  alarm_description   = "The cache node ${each.value.node} ${each.value.what}."
  namespace           = "AWS/ElastiCache"
  metric_name         = each.value.metric
  dimensions          = { CacheClusterId = each.value.node }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
