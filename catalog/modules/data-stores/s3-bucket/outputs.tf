# Every output waits for the whole module: who can read the name can use the bucket.

output "arn" {
  description = "The ARN of the bucket."
  value       = aws_s3_bucket.this.arn
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_notification.this, aws_s3_bucket_policy.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the objects, or null."
  value       = local.kms_key_arn
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_notification.this, aws_s3_bucket_policy.this]
}

output "name" {
  description = "The name of the bucket."
  value       = aws_s3_bucket.this.id
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_notification.this, aws_s3_bucket_policy.this]
}

output "region" {
  description = "The region of the bucket."
  value       = aws_s3_bucket.this.region
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_notification.this, aws_s3_bucket_policy.this]
}

output "regional_domain_name" {
  description = "The host name of the bucket in its region."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
  depends_on  = [aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_notification.this, aws_s3_bucket_policy.this]
}
