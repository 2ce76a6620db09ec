resource "aws_chatbot_slack_channel_configuration" "this" {
  count = var.slack == null ? 0 : 1

  configuration_name    = var.slack.channel_id
  slack_channel_id      = var.slack.channel_id
  slack_team_id         = var.slack.workspace_id
  iam_role_arn          = aws_iam_role.slack[0].arn
  sns_topic_arns        = values(aws_sns_topic.this)[*].arn
  guardrail_policy_arns = ["${local._arn_prefix}:iam::aws:policy/CloudWatchReadOnlyAccess"]
  logging_level         = "ERROR"
  tags                  = var.tags

  depends_on = [aws_iam_role_policy_attachment.slack]
}

resource "aws_iam_role" "slack" {
  count = var.slack == null ? 0 : 1

  name        = "sns-topics-to-slack-${var.slack.channel_id}"
  description = "Shows alarms and their graphs in the Slack channel ${var.slack.channel_id}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "chatbot.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local._account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "slack" {
  count = var.slack == null ? 0 : 1

  role       = aws_iam_role.slack[0].name
  policy_arn = "${local._arn_prefix}:iam::aws:policy/CloudWatchReadOnlyAccess"
}
