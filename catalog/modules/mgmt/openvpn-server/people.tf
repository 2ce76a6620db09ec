# What people may: users ask for a certificate, administrators list and revoke them too.

locals {
  _ask = {
    user          = [local.queue_arns.requests]
    administrator = values(local.queue_arns)
  }
}

resource "aws_iam_policy" "people" {
  for_each = local._ask

  name        = "${local.full_name}-${each.key}-${local._region}"
  description = each.key == "user" ? "People who ask for a certificate of the VPN ${var.name}." : "People who list and revoke certificates of the VPN ${var.name}."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Ask"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = each.value
      },
      {
        Sid      = "ReceiveTheAnswer"
        Effect   = "Allow"
        Action   = ["sqs:CreateQueue", "sqs:DeleteMessage", "sqs:DeleteQueue", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = local.response_queue_arns
      },
      {
        Sid       = "EncryptAndDecryptMessages"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = aws_kms_key.this.arn
        Condition = { StringEquals = { "kms:ViaService" = "sqs.${local._region}.${data.aws_partition.current.dns_suffix}" } }
      },
    ]
  })
}
