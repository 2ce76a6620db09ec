# Every output waits for the whole module: who can read the ID knows that all accounts are looked after.

output "detector_arn" {
  description = "The ARN of the detector."
  value       = aws_guardduty_detector.this.arn
  depends_on  = [aws_cloudwatch_event_target.findings, aws_guardduty_detector_feature.this, aws_guardduty_organization_configuration_feature.this, aws_guardduty_publishing_destination.this]
}

output "detector_id" {
  description = "The ID of the detector."
  value       = aws_guardduty_detector.this.id
  depends_on  = [aws_cloudwatch_event_target.findings, aws_guardduty_detector_feature.this, aws_guardduty_organization_configuration_feature.this, aws_guardduty_publishing_destination.this]
}

output "event_rule_arn" {
  description = "The ARN of the rule that tells of findings."
  value       = aws_cloudwatch_event_rule.findings.arn
  depends_on  = [aws_cloudwatch_event_target.findings, aws_guardduty_detector_feature.this, aws_guardduty_organization_configuration_feature.this, aws_guardduty_publishing_destination.this]
}
