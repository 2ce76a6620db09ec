locals {
  _subscriptions = merge([
    for topic_name, topic in var.topics : {
      for name, subscription in topic.subscriptions :
      "${topic_name}/${name}" => merge(subscription, { topic = topic_name })
    }
  ]...)
}

resource "aws_sns_topic_subscription" "this" {
  for_each = local._subscriptions

  topic_arn = aws_sns_topic.this[each.value.topic].arn
  protocol  = each.value.protocol
  endpoint  = each.value.endpoint
}
