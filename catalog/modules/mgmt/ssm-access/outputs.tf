# Every output waits for the whole module: who is let in is recorded.

output "document_name" {
  description = "The name of the document that says how sessions are."
  value       = aws_ssm_document.this.name
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "instance_policy_arn" {
  description = "The ARN of the policy for roles of instances that Session Manager opens."
  value       = aws_iam_policy.instance.arn
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "instance_profile_name" {
  description = "The name of the instance profile for instances that need nothing else."
  value       = aws_iam_instance_profile.instance.name
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts sessions and their log group."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "log_group_name" {
  description = "The name of the log group that holds what was typed and answered."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "user_policy_arn" {
  description = "The ARN of the policy for the roles of people who open instances."
  value       = aws_iam_policy.people.arn
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}

output "user_policy_name" {
  description = "The name of the policy for people, by which permission sets of IAM Identity Center refer to it."
  value       = aws_iam_policy.people.name
  depends_on  = [aws_iam_instance_profile.instance, aws_iam_policy.people, aws_iam_role_policy_attachment.instance, aws_kms_alias.this, aws_ssm_document.this]
}
