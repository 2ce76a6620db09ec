# Every output waits for the whole module: who reads of a user or group finds it able to work.

output "encrypted_passwords" {
  description = "The first password of each user of the console, in base64, encrypted for the user's PGP key."
  value       = { for name, profile in aws_iam_user_login_profile.this : name => profile.encrypted_password }
  depends_on  = [aws_iam_group_policy.account, aws_iam_group_policy.all_accounts, aws_iam_group_policy.iam_user_self_mgmt, aws_iam_group_policy.use_existing_iam_roles, aws_iam_group_policy_attachment.mfa, aws_iam_group_policy_attachment.this, aws_iam_user_group_membership.this, aws_iam_user_login_profile.this]
}

output "group_arns" {
  description = "The ARN of each group, by name."
  value       = { for name, group in aws_iam_group.this : name => group.arn }
  depends_on  = [aws_iam_group_policy.account, aws_iam_group_policy.all_accounts, aws_iam_group_policy.iam_user_self_mgmt, aws_iam_group_policy.use_existing_iam_roles, aws_iam_group_policy_attachment.mfa, aws_iam_group_policy_attachment.this, aws_iam_user_group_membership.this, aws_iam_user_login_profile.this]
}

output "sign_in_url" {
  description = "The page on which users sign in to the console."
  value       = "https://${local.account_id}.signin.aws.amazon.com/console"
  depends_on  = [aws_iam_group_policy.account, aws_iam_group_policy.all_accounts, aws_iam_group_policy.iam_user_self_mgmt, aws_iam_group_policy.use_existing_iam_roles, aws_iam_group_policy_attachment.mfa, aws_iam_group_policy_attachment.this, aws_iam_user_group_membership.this, aws_iam_user_login_profile.this]
}

output "user_arns" {
  description = "The ARN of each user, by name."
  value       = { for name, user in aws_iam_user.this : name => user.arn }
  depends_on  = [aws_iam_group_policy.account, aws_iam_group_policy.all_accounts, aws_iam_group_policy.iam_user_self_mgmt, aws_iam_group_policy.use_existing_iam_roles, aws_iam_group_policy_attachment.mfa, aws_iam_group_policy_attachment.this, aws_iam_user_group_membership.this, aws_iam_user_login_profile.this]
}
