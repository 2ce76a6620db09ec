# Every output waits for the whole module: who can read a URL can pull from there.

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the images."
  value       = local.kms_key_arn
  depends_on  = [aws_ecr_lifecycle_policy.this, aws_ecr_registry_scanning_configuration.this, aws_ecr_replication_configuration.this, aws_ecr_repository_policy.this]
}

output "repository_arns" {
  description = "The ARN of each repository, by name."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
  depends_on  = [aws_ecr_lifecycle_policy.this, aws_ecr_registry_scanning_configuration.this, aws_ecr_replication_configuration.this, aws_ecr_repository_policy.this]
}

output "repository_urls" {
  description = "The URL of each repository, by name, as Docker takes it."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
  depends_on  = [aws_ecr_lifecycle_policy.this, aws_ecr_registry_scanning_configuration.this, aws_ecr_replication_configuration.this, aws_ecr_repository_policy.this]
}
