# Every output waits for the whole module: who can read an ARN finds the account as it is meant to be.

output "account_id" {
  description = "The ID of the account."
  value       = data.aws_caller_identity.current.account_id
  depends_on  = [aws_account_alternate_contact.this, aws_account_primary_contact.this, aws_budgets_budget.monthly, aws_ce_anomaly_subscription.services, aws_iam_account_alias.this, aws_iam_account_password_policy.this, aws_iam_service_linked_role.this, aws_s3_account_public_access_block.this]
}

output "config_role_arn" {
  description = "The ARN of the role that AWS Config records with (landingzone/region-baseline), or null when service_linked_roles leaves it out."
  value       = one([for service, role in aws_iam_service_linked_role.this : role.arn if service == "config.amazonaws.com"])
  depends_on  = [aws_account_alternate_contact.this, aws_account_primary_contact.this, aws_budgets_budget.monthly, aws_ce_anomaly_subscription.services, aws_iam_account_alias.this, aws_iam_account_password_policy.this, aws_iam_service_linked_role.this, aws_s3_account_public_access_block.this]
}

output "service_linked_role_arns" {
  description = "The ARN of each service's role, by principal."
  value       = { for service, role in aws_iam_service_linked_role.this : service => role.arn }
  depends_on  = [aws_account_alternate_contact.this, aws_account_primary_contact.this, aws_budgets_budget.monthly, aws_ce_anomaly_subscription.services, aws_iam_account_alias.this, aws_iam_account_password_policy.this, aws_iam_service_linked_role.this, aws_s3_account_public_access_block.this]
}
