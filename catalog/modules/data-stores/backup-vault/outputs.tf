# Every output waits for the whole module: who can read the ARN can copy into the vault.

output "arn" {
  description = "The ARN of the vault, which is what plans of other accounts and regions copy to."
  value       = aws_backup_vault.this.arn
  depends_on  = [aws_backup_vault_lock_configuration.this, aws_backup_vault_policy.this, aws_kms_alias.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts what is in the vault."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_backup_vault_lock_configuration.this, aws_backup_vault_policy.this, aws_kms_alias.this]
}

output "name" {
  description = "The name of the vault."
  value       = aws_backup_vault.this.name
  depends_on  = [aws_backup_vault_lock_configuration.this, aws_backup_vault_policy.this, aws_kms_alias.this]
}
