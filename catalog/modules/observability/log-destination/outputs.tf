# Every output waits for the whole module: who can read the ARN may subscribe, and nothing that is sent is lost.

output "alarm_arns" {
  description = "The ARN of each alarm, by name: freshness."
  value       = { freshness = aws_cloudwatch_metric_alarm.freshness.arn }
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}

output "arn" {
  description = "The ARN of the destination, which log groups of the other accounts are subscribed to."
  value       = aws_cloudwatch_log_destination.this.arn
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts what waits to be written."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}

output "log_group_name" {
  description = "The name of the log group that says why something could not be written."
  value       = aws_cloudwatch_log_group.errors.name
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}

output "name" {
  description = "The name of the destination."
  value       = aws_cloudwatch_log_destination.this.name
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}

output "stream_arn" {
  description = "The ARN of the Firehose stream that writes to the bucket."
  value       = aws_kinesis_firehose_delivery_stream.this.arn
  depends_on  = [aws_cloudwatch_log_destination_policy.this, aws_cloudwatch_metric_alarm.freshness, aws_kms_alias.this]
}
