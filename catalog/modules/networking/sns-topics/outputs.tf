# Every output waits for the whole module: who can read an ARN can publish.

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the messages."
  value       = local.kms_key_arn
  depends_on  = [aws_chatbot_slack_channel_configuration.this, aws_kms_alias.this, aws_sns_topic_policy.this, aws_sns_topic_subscription.this]
}

output "topic_arns" {
  description = "The ARN of each topic, by name."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
  depends_on  = [aws_chatbot_slack_channel_configuration.this, aws_kms_alias.this, aws_sns_topic_policy.this, aws_sns_topic_subscription.this]
}
