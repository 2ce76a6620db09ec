# Every output waits for the whole module: whoever reads the ID of an account finds it guarded.

output "access_role_name" {
  description = "The name of the role that administers the accounts from the management account."
  value       = var.access_role_name
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "account_arns" {
  description = "The ARN of each member account, by name."
  value       = { for name, account in aws_organizations_account.this : name => account.arn }
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "account_ids" {
  description = "The ID of each member account, by name."
  value       = { for name, account in aws_organizations_account.this : name => account.id }
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "management_account_id" {
  description = "The ID of the management account."
  value       = aws_organizations_organization.this.master_account_id
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "organization_arn" {
  description = "The ARN of the organization."
  value       = aws_organizations_organization.this.arn
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "organization_id" {
  description = "The ID of the organization."
  value       = aws_organizations_organization.this.id
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "organizational_unit_ids" {
  description = "The ID of each organizational unit, by path."
  value       = local.organizational_unit_ids
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}

output "root_id" {
  description = "The ID of the root, the parent of everything in the organization."
  value       = aws_organizations_organization.this.roots[0].id
  depends_on  = [aws_account_alternate_contact.this, aws_backup_global_settings.this, aws_iam_organizations_features.this, aws_organizations_account.this, aws_organizations_delegated_administrator.this, aws_organizations_policy_attachment.guard_rails, aws_organizations_policy_attachment.suspended, aws_organizations_policy_attachment.tags, aws_organizations_resource_policy.this]
}
