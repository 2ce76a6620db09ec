resource "aws_cloudwatch_event_rule" "findings" {
  name        = "securityhub-findings"
  description = "New findings of Security Hub, of severity ${join(" and ", var.alarm_severities)}."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.securityhub"]
    detail-type = ["Security Hub Findings - Imported"]
    detail = {
      findings = {
        RecordState = ["ACTIVE"]
        Severity    = { Label = var.alarm_severities }
        Workflow    = { Status = ["NEW"] }
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "findings" {
  for_each = var.alarms.topic_arns

  rule      = aws_cloudwatch_event_rule.findings.name
  target_id = each.key
  arn       = each.value
}
