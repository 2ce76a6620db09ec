# Every output waits for the whole module: who can read an ARN can use the role.

output "apply_role_arn" {
  description = "The ARN of the role that applies."
  value       = aws_iam_role.apply.arn
  depends_on  = [aws_iam_role_policy.apply, aws_iam_role_policy.plan_no_data, aws_iam_role_policy.states, aws_iam_role_policy_attachment.plan]
}

output "oidc_provider_arn" {
  description = "The ARN of the identity provider."
  value       = aws_iam_openid_connect_provider.github.arn
  depends_on  = [aws_iam_role_policy.apply, aws_iam_role_policy.plan_no_data, aws_iam_role_policy.states, aws_iam_role_policy_attachment.plan]
}

output "plan_role_arn" {
  description = "The ARN of the role that plans."
  value       = aws_iam_role.plan.arn
  depends_on  = [aws_iam_role_policy.apply, aws_iam_role_policy.plan_no_data, aws_iam_role_policy.states, aws_iam_role_policy_attachment.plan]
}
