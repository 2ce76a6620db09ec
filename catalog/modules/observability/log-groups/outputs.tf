# Every output waits for the whole module: what is written to a group is encrypted, and sent on from the first line.

output "arns" {
  description = "The ARN of each log group, by name."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.arn }
  depends_on  = [aws_cloudwatch_log_subscription_filter.this, aws_kms_alias.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the log groups, or null where there are none."
  value       = local.kms_key_arn
  depends_on  = [aws_cloudwatch_log_subscription_filter.this, aws_kms_alias.this]
}

output "names" {
  description = "The names of the log groups, by name."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.name }
  depends_on  = [aws_cloudwatch_log_subscription_filter.this, aws_kms_alias.this]
}
