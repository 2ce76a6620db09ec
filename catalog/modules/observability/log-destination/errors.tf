# Why something could not be written to the bucket.

locals {
  error_group_name  = "/aws/kinesisfirehose/${var.name}"
  error_group_arn   = "${local._arn_prefix}:logs:${local._region}:${local._account_id}:log-group:${local.error_group_name}"
  error_stream_name = "s3"
}

resource "aws_cloudwatch_log_group" "errors" {
  name              = local.error_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = 365
  tags              = var.tags
}

resource "aws_cloudwatch_log_stream" "errors" {
  name           = local.error_stream_name
  log_group_name = aws_cloudwatch_log_group.errors.name
}

resource "aws_cloudwatch_metric_alarm" "freshness" {
  alarm_name          = "${var.name}-log-archive-lag"
  alarm_description   = "The oldest line that the destination ${var.name} received, and has not written to the bucket, is older than 30 minutes; the reason is in the log group ${local.error_group_name}."
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  dimensions          = { DeliveryStreamName = var.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1800
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  ok_actions          = values(var.alarms.topic_arns)
  tags                = var.tags
}
