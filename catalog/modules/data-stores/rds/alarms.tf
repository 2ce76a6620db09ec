locals {
  # No threshold, no alarm.
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
      what       = "takes longer than ${var.alarms.latency_seconds} s to read from its disk"
    }
    storage = {
      metric     = "FreeStorageSpace"
      comparison = "LessThanThreshold"
      threshold  = var.alarms.free_storage_gib * 1024 * 1024 * 1024
      what       = "has less than ${var.alarms.free_storage_gib} GiB of disk left"
    }
    write-latency = {
      metric     = "WriteLatency"
      comparison = "GreaterThanThreshold"
      threshold  = var.alarms.latency_seconds
      what       = "takes longer than ${var.alarms.latency_seconds} s to write to its disk"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for kind, watched in local._watched : kind => watched if watched.threshold != null }

  alarm_name          = "${var.name}-rds-${each.key}"
  alarm_description   = "The database ${var.name} ${each.value.what}."
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = var.name }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = each.value.threshold
  comparison_operator = each.value.comparison
  treat_missing_data  = "missing" # a stopped or deleted database has no metrics
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}

# What RDS itself tells of. It comes through EventBridge, which topics of alarms let in anyway.
resource "aws_cloudwatch_event_rule" "this" {
  name        = "${var.name}-rds-events"
  description = "Failures, failovers and maintenance of the database ${var.name}."
  tags        = var.tags

  event_pattern = jsonencode({
    source = ["aws.rds"]
    detail = {
      EventCategories  = ["failover", "failure", "low storage", "maintenance"]
      SourceIdentifier = [var.name]
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

  name        = "${var.name}-rds-backups"
  description = "Backups and copies of the database ${var.name} that failed."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["Backup Job State Change", "Copy Job State Change"]
    detail = {
      resourceArn = [aws_db_instance.this.arn]
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
