# Every output waits for the whole module: who can read a URL can send.

output "alarm_arns" {
  description = "The ARN of each alarm, by what it watches."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "arn" {
  description = "The ARN of the queue."
  value       = aws_sqs_queue.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "dead_letters_arn" {
  description = "The ARN of the queue of dead letters."
  value       = aws_sqs_queue.dead_letters.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "dead_letters_url" {
  description = "The URL of the queue of dead letters."
  value       = aws_sqs_queue.dead_letters.url
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the messages."
  value       = local.kms_key_arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "name" {
  description = "The name of the queue."
  value       = aws_sqs_queue.this.name
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}

output "url" {
  description = "The URL of the queue."
  value       = aws_sqs_queue.this.url
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_kms_alias.this, aws_sqs_queue.this]
}
