# Every output waits for the whole module: who can read a name can open the site.

output "access_log_bucket_name" {
  description = "The name of the bucket with the records of who read what."
  value       = aws_s3_bucket.access_logs.id
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "alarm_arns" {
  description = "The ARN of each alarm, by what it watches."
  value       = { "5xx-errors" = aws_cloudwatch_metric_alarm.errors.arn }
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "arn" {
  description = "The ARN of the distribution."
  value       = aws_cloudfront_distribution.this.arn
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "bucket_arn" {
  description = "The ARN of the bucket that the files belong into."
  value       = aws_s3_bucket.this.arn
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "bucket_name" {
  description = "The name of the bucket that the files belong into."
  value       = aws_s3_bucket.this.id
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "dns_name" {
  description = "The name that CloudFront gives the site, for records elsewhere."
  value       = aws_cloudfront_distribution.this.domain_name
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "id" {
  description = "The ID of the distribution, for invalidations."
  value       = aws_cloudfront_distribution.this.id
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts files and records."
  value       = local.kms_key_arn
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}

output "zone_id" {
  description = "The ID of the hosted zone of dns_name, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
  depends_on  = [aws_cloudwatch_log_delivery.this, aws_cloudwatch_metric_alarm.errors, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_policy.this]
}
