# Every output waits for the whole module: who can read the ARN knows that all accounts are checked.

output "configuration_policy_id" {
  description = "The ID of the policy of the organization, or null."
  value       = one(aws_securityhub_configuration_policy.this[*].id)
  depends_on  = [aws_cloudwatch_event_target.findings, aws_securityhub_configuration_policy_association.this, aws_securityhub_finding_aggregator.this, aws_securityhub_standards_subscription.this]
}

output "event_rule_arn" {
  description = "The ARN of the rule that tells of findings."
  value       = aws_cloudwatch_event_rule.findings.arn
  depends_on  = [aws_cloudwatch_event_target.findings, aws_securityhub_configuration_policy_association.this, aws_securityhub_finding_aggregator.this, aws_securityhub_standards_subscription.this]
}

output "finding_aggregator_arn" {
  description = "The ARN of the aggregator of findings."
  value       = aws_securityhub_finding_aggregator.this.id
  depends_on  = [aws_cloudwatch_event_target.findings, aws_securityhub_configuration_policy_association.this, aws_securityhub_finding_aggregator.this, aws_securityhub_standards_subscription.this]
}

output "hub_arn" {
  description = "The ARN of Security Hub in this account and region."
  value       = aws_securityhub_account.this.arn
  depends_on  = [aws_cloudwatch_event_target.findings, aws_securityhub_configuration_policy_association.this, aws_securityhub_finding_aggregator.this, aws_securityhub_standards_subscription.this]
}
