# Every output waits for the whole module: who can read a name can have records delivered there.

output "access_log_bucket_name" {
  description = "The name of the bucket with the records of who read and wrote the others."
  value       = aws_s3_bucket.access_logs.id
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "bucket_arns" {
  description = "The ARN of each bucket, by kind: cloudtrail, config, guardduty."
  value       = { for kind, bucket in aws_s3_bucket.this : kind => bucket.arn }
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "bucket_names" {
  description = "The name of each bucket, by kind: cloudtrail, config, guardduty."
  value       = { for kind, bucket in aws_s3_bucket.this : kind => bucket.id }
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "kms_key_arns" {
  description = "The ARN of the key of each bucket, by kind: cloudtrail, config, guardduty."
  value       = { for kind, key in aws_kms_key.this : kind => key.arn }
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "trail_name" {
  description = "The name that the organization's trail must have to write here."
  value       = var.trail.name
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}
