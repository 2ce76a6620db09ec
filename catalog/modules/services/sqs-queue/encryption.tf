locals {
  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn

  _services = distinct(values(var.sources)[*].service)
}

resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts the messages of the queue ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

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
            Sid       = "ServicesSend"
            Effect    = "Allow"
            Principal = { Service = [for service in local._services : service if service != "events.amazonaws.com"] }
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = "*"
            Condition = { StringEquals = { "aws:SourceAccount" = local._account_id } }
          },
        ] : statement if length(statement.Principal.Service) > 0
      ],
      [
        # EventBridge does not tell KMS for which account it sends.
        for service in local._services : {
          Sid       = "EventBridgeSends"
          Effect    = "Allow"
          Principal = { Service = service }
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = "*"
        } if service == "events.amazonaws.com"
      ],
      [
        for statement in [
          {
            Sid       = "OthersReceive"
            Effect    = "Allow"
            Principal = { AWS = local.receivers }
            Action    = "kms:Decrypt"
            Resource  = "*"
            Condition = { ArnEquals = { "kms:EncryptionContext:aws:sqs:arn" = local.arn } }
          },
          {
            Sid       = "OthersSend"
            Effect    = "Allow"
            Principal = { AWS = local.senders }
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = "*"
            Condition = { ArnEquals = { "kms:EncryptionContext:aws:sqs:arn" = local.arn } }
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

resource "aws_kms_alias" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  name          = "alias/sqs/${var.name}"
  target_key_id = aws_kms_key.this[0].key_id
}
