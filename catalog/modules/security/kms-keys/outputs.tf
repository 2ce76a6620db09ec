# Every output waits for the whole module: who can read an ARN can use the key.

output "alias_arns" {
  description = "The ARN of the alias of each key, by alias."
  value       = { for name, alias in aws_kms_alias.this : name => alias.arn }
  depends_on  = [aws_kms_alias.this, aws_kms_grant.this]
}

output "key_arns" {
  description = "The ARN of each key, by alias."
  value       = { for name, key in aws_kms_key.this : name => key.arn }
  depends_on  = [aws_kms_alias.this, aws_kms_grant.this]
}

output "key_ids" {
  description = "The ID of each key, by alias."
  value       = { for name, key in aws_kms_key.this : name => key.key_id }
  depends_on  = [aws_kms_alias.this, aws_kms_grant.this]
}
