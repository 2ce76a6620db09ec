locals {
  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn

  _services = toset(flatten([for topic in values(var.topics) : tolist(topic.services)]))
}

resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts the topics ${join(", ", keys(var.topics))}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = join(", ", keys(var.topics)) })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local._arn_prefix}:iam::${local._account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }],
      [
        for statement in [
          {
            Sid       = "ServicesPublish"
            Effect    = "Allow"
            Principal = { Service = [for service in local._services : service if service != "events.amazonaws.com"] }
            Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
            Resource  = "*"
            Condition = { StringEquals = { "aws:SourceAccount" = local._account_id } }
          },
        ] : statement if length(statement.Principal.Service) > 0
      ],
      [
        for service in local._services : {
          Sid       = "EventBridgePublishes"
          Effect    = "Allow"
          Principal = { Service = service }
          Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
          Resource  = "*"
        } if service == "events.amazonaws.com"
      ],
      [
        for statement in [
          {
            Sid       = "OthersPublish"
            Effect    = "Allow"
            Principal = { AWS = distinct(flatten(values(local.writers))) }
            Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
            Resource  = "*"
            Condition = { ArnEquals = { "kms:EncryptionContext:aws:sns:topicArn" = values(local.topic_arns) } }
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

resource "aws_kms_alias" "this" {
  for_each = var.encryption == "own-key" ? var.topics : {}

  name          = "alias/sns/${each.key}"
  target_key_id = aws_kms_key.this[0].key_id
}
