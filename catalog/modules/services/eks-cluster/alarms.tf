# What EKS measures of the control plane by itself. Nodes and pods are measured by the add-on amazon-cloudwatch-observability.

locals {
  _alarms = {
    api-errors = {
      description = "The API server answered more than ${var.alarm_thresholds.api_errors} requests within five minutes with a server error."
      metric      = "apiserver_request_total_5XX"
      statistic   = "Sum"
      threshold   = var.alarm_thresholds.api_errors
    }
    storage = {
      description = "Kubernetes' objects take more than ${var.alarm_thresholds.storage_gb} GB; at 8 GB nothing can be changed any more."
      metric      = "apiserver_storage_size_bytes"
      statistic   = "Maximum"
      threshold   = var.alarm_thresholds.storage_gb * pow(1024, 3)
    }
    unschedulable-pods = {
      description = "More than ${var.alarm_thresholds.unschedulable_pods} pods have found no node to run on for a quarter of an hour."
      metric      = "scheduler_pending_pods_UNSCHEDULABLE"
      statistic   = "Minimum"
      threshold   = var.alarm_thresholds.unschedulable_pods
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local._alarms

  alarm_name          = "eks-${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/EKS"
  metric_name         = each.value.metric
  dimensions          = { ClusterName = aws_eks_cluster.this.name }
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
