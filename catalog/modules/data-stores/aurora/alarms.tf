locals {
  # What is watched of every instance. No threshold, no alarm.
  _watched = {
    connections = {
      metric     = "DatabaseConnections"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.connections
      what       = "has more than ${coalesce(var.alarms.connections, 0)} connections"
    }
    cpu = {
      metric     = "CPUUtilization"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.cpu_percent
      what       = "uses more than ${var.alarms.cpu_percent} % of its processors"
    }
    memory = {
      metric     = "FreeableMemory"
      comparison = "LessThanThreshold"
      threshold  = var.alarms.free_memory_mib * 1024 * 1024
      what       = "has less than ${var.alarms.free_memory_mib} MiB of memory left"
    }
    read-latency = {
      metric     = "ReadLatency"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.latency_seconds
      what       = "takes longer than ${var.alarms.latency_seconds} s to read from its volume"
    }
    replica-lag = {
      metric     = "AuroraReplicaLag"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.replica_lag_ms
      what       = "lags more than ${var.alarms.replica_lag_ms} ms behind the writer"
    }
    write-latency = {
      metric     = "WriteLatency"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.latency_seconds
      what       = "takes longer than ${var.alarms.latency_seconds} s to write to its volume"
    }
  }

  # Capacity is what serverless instances run out of.
  _serverless_watched = {
    capacity = {
      metric     = "ACUUtilization"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.cpu_percent
      what       = "uses more than ${var.alarms.cpu_percent} % of serverless_capacity.max"
    }
  }

  alarms = merge([
    for key, instance in var.instances : {
      for kind, watched in merge(local._watched, { for kind, watched in local._serverless_watched : kind => watched if instance.class == "db.serverless" }) :
      "${key}-${kind}" => merge(watched, { instance = "${var.name}-${key}" }) if watched.threshold != null
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-aurora-${each.key}"
  alarm_description   = "The database instance ${each.value.instance} ${each.value.what}."
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = each.value.instance }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison
  treat_missing_data  = "missing" # a paused or deleted instance has no metrics
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

# What RDS itself tells of. It comes through EventBridge, which topics of alarms let in anyway.
resource "aws_cloudwatch_event_rule" "this" {
  name        = "${var.name}-aurora-events"
  description = "Failures, failovers and maintenance of the database ${var.name}."
  tags        = var.tags

  event_pattern = jsonencode({
    source = ["aws.rds"]
    detail = {
      EventCategories  = ["failover", "failure", "low storage", "maintenance"]
      SourceIdentifier = concat([var.name], [for key in keys(var.instances) : "${var.name}-${key}"])
    }
  })
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = var.alarms.topic_arns

  rule      = aws_cloudwatch_event_rule.this.name
  target_id = each.key
  arn       = each.value
}

# What AWS Backup did not manage to back up, or to copy.
resource "aws_cloudwatch_event_rule" "backups" {
  count = var.backups.vault == null ? 0 : 1

  name        = "${var.name}-aurora-backups"
  description = "Backups and copies of the database ${var.name} that failed."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["Backup Job State Change", "Copy Job State Change"]
    detail = {
      resourceArn = [aws_rds_cluster.this.arn]
      state       = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]
    }
  })
}

resource "aws_cloudwatch_event_target" "backups" {
  for_each = { for name, arn in var.alarms.topic_arns : name => arn if var.backups.vault != null }

  rule      = aws_cloudwatch_event_rule.backups[0].name
  target_id = each.key
  arn       = each.value
}
