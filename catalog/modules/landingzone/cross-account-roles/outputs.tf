# Every output waits for the whole module: who can read an ARN can use the role.

output "break_glass_role_arn" {
  description = "The ARN of the role break-glass, or null."
  value       = one(aws_iam_role.break_glass[*].arn)
  depends_on  = [aws_iam_role_policy.services, aws_iam_role_policy_attachment.break_glass, aws_iam_role_policy_attachment.this]
}

output "role_arns" {
  description = "The ARN of each role, by kind."
  value       = { for kind, role in aws_iam_role.this : kind => role.arn }
  depends_on  = [aws_iam_role_policy.services, aws_iam_role_policy_attachment.break_glass, aws_iam_role_policy_attachment.this]
}

output "role_names" {
  description = "The name of each role, by kind."
  value       = { for kind, role in aws_iam_role.this : kind => role.name }
  depends_on  = [aws_iam_role_policy.services, aws_iam_role_policy_attachment.break_glass, aws_iam_role_policy_attachment.this]
}

output "switch_role_urls" {
  description = "The page of the console that switches to each role, by kind."
  value       = { for kind, role in aws_iam_role.this : kind => "https://signin.aws.amazon.com/switchrole?account=${data.aws_caller_identity.current.account_id}&roleName=${role.name}" }
  depends_on  = [aws_iam_role_policy.services, aws_iam_role_policy_attachment.break_glass, aws_iam_role_policy_attachment.this]
}
