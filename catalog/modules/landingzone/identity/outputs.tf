# Every output waits for the whole module: who reads the URL can sign in.

output "group_ids" {
  description = "The ID of each group, by name."
  value       = local.group_ids
  depends_on  = [aws_identitystore_group_membership.this, aws_ssoadmin_account_assignment.this, aws_ssoadmin_customer_managed_policy_attachment.this, aws_ssoadmin_managed_policy_attachment.this, aws_ssoadmin_permission_set_inline_policy.this]
}

output "identity_store_id" {
  description = "The ID of the identity store."
  value       = local.identity_store_id
  depends_on  = [aws_identitystore_group_membership.this, aws_ssoadmin_account_assignment.this, aws_ssoadmin_customer_managed_policy_attachment.this, aws_ssoadmin_managed_policy_attachment.this, aws_ssoadmin_permission_set_inline_policy.this]
}

output "instance_arn" {
  description = "The ARN of the instance of IAM Identity Center."
  value       = local.instance_arn
  depends_on  = [aws_identitystore_group_membership.this, aws_ssoadmin_account_assignment.this, aws_ssoadmin_customer_managed_policy_attachment.this, aws_ssoadmin_managed_policy_attachment.this, aws_ssoadmin_permission_set_inline_policy.this]
}

output "permission_set_arns" {
  description = "The ARN of each permission set, by name."
  value       = { for name, permission_set in aws_ssoadmin_permission_set.this : name => permission_set.arn }
  depends_on  = [aws_identitystore_group_membership.this, aws_ssoadmin_account_assignment.this, aws_ssoadmin_customer_managed_policy_attachment.this, aws_ssoadmin_managed_policy_attachment.this, aws_ssoadmin_permission_set_inline_policy.this]
}

output "start_url" {
  description = "The page on which everybody signs in."
  value       = "https://${local.identity_store_id}.awsapps.com/start"
  depends_on  = [aws_identitystore_group_membership.this, aws_ssoadmin_account_assignment.this, aws_ssoadmin_customer_managed_policy_attachment.this, aws_ssoadmin_managed_policy_attachment.this, aws_ssoadmin_permission_set_inline_policy.this]
}
