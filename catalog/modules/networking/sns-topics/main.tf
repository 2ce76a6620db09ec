locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id

  # Composed, so that a plan shows the policies of topics that are not there yet.
  topic_arns = {
    for name in keys(var.topics) :
    name => "${local._arn_prefix}:sns:${data.aws_region.current.id}:${local._account_id}:${name}"
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_sns_topic" "this" {
  for_each = var.topics

  name              = each.key
  display_name      = each.value.display_name
  kms_master_key_id = local.kms_key_arn
  signature_version = 2
  tags              = var.tags
}

resource "aws_sns_topic_policy" "this" {
  for_each = var.topics

  arn = aws_sns_topic.this[each.key].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.topic_arns[each.key]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      [
        for statement in [
          {
            Sid       = "ServicesPublish"
            Effect    = "Allow"
            Principal = { Service = [for service in each.value.services : service if service != "events.amazonaws.com"] }
            Action    = "sns:Publish"
            Resource  = local.topic_arns[each.key]
            Condition = { StringEquals = { "aws:SourceAccount" = local._account_id } }
          },
        ] : statement if length(statement.Principal.Service) > 0
      ],
      [
        # EventBridge does not say for which account it publishes.
        for service in each.value.services : {
          Sid       = "EventBridgePublishes"
          Effect    = "Allow"
          Principal = { Service = service }
          Action    = "sns:Publish"
          Resource  = local.topic_arns[each.key]
        } if service == "events.amazonaws.com"
      ],
      [
        for statement in [
          {
            Sid       = "OthersSubscribe"
            Effect    = "Allow"
            Principal = { AWS = local.readers[each.key] }
            Action    = "sns:Subscribe"
            Resource  = local.topic_arns[each.key]
          },
          {
            Sid       = "OthersPublish"
            Effect    = "Allow"
            Principal = { AWS = local.writers[each.key] }
            Action    = "sns:Publish"
            Resource  = local.topic_arns[each.key]
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

locals {
  # An account is trusted through its root: that account's IAM says who may.
  readers = {
    for name, topic in var.topics : name => [
      for principal in topic.access.read :
      can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
    ]
  }
  writers = {
    for name, topic in var.topics : name => [
      for principal in topic.access.write :
      can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
    ]
  }
}
