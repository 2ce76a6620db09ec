locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local._only_by_tls],
      [
        for statement in [
          {
            Sid       = "OthersReceive"
            Effect    = "Allow"
            Principal = { AWS = local.receivers }
            Action    = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
            Resource  = local.arn
          },
          {
            Sid       = "OthersSend"
            Effect    = "Allow"
            Principal = { AWS = local.senders }
            Action    = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
            Resource  = local.arn
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
      [
        for name, source in var.sources : {
          Sid       = "Source${replace(title(name), "-", "")}"
          Effect    = "Allow"
          Principal = { Service = source.service }
          Action    = "sqs:SendMessage"
          Resource  = local.arn
          Condition = { ArnEquals = { "aws:SourceArn" = source.arn } }
        }
      ],
    )
  })

  dead_letters_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local._only_by_tls, { Resource = local.dead_letters_arn })]
  })

  _only_by_tls = {
    Sid       = "OnlyByTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Resource  = local.arn
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }
}
