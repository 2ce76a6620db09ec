# Every output waits for the whole module: who can read the name can keep a state there.

output "access_log_bucket_name" {
  description = "The name of the bucket with the records of who read and wrote states."
  value       = aws_s3_bucket.access_logs.id
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "arn" {
  description = "The ARN of the bucket."
  value       = aws_s3_bucket.this.arn
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the states."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "lock_table_name" {
  description = "The name of the DynamoDB table for locks, or null."
  value       = one(aws_dynamodb_table.locks[*].name)
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "name" {
  description = "The name of the bucket."
  value       = aws_s3_bucket.this.id
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}

output "region" {
  description = "The region of the bucket."
  value       = aws_s3_bucket.this.region
  depends_on  = [aws_dynamodb_table.locks, aws_kms_alias.this, aws_s3_bucket_lifecycle_configuration.access_logs, aws_s3_bucket_lifecycle_configuration.this, aws_s3_bucket_logging.this, aws_s3_bucket_policy.this]
}
