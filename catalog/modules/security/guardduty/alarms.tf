resource "aws_cloudwatch_event_rule" "findings" {
  name        = "guardduty-finding-events"
  description = "Findings of GuardDuty of severity ${var.alarm_severity} and above."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.guardduty"]
    detail-type = ["GuardDuty Finding"]
    detail      = { severity = [{ numeric = [">=", var.alarm_severity] }] }
  })
}

resource "aws_cloudwatch_event_target" "findings" {
  for_each = var.alarms.topic_arns

  rule      = aws_cloudwatch_event_rule.findings.name
  target_id = each.key
  arn       = each.value
}
