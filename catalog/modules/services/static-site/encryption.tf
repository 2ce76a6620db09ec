locals {
  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn
}

resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts the files of the site ${var.name} and the records of who read them."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local._arn_prefix}:iam::${local._account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # The distribution cannot be named: it cannot be made before its bucket, nor the bucket's key after it. Which
        # distribution reads is said by the bucket.
        Sid       = "DistributionsOfThisAccountRead"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = local._account_id }
          ArnLike      = { "aws:SourceArn" = "${local._arn_prefix}:cloudfront::${local._account_id}:distribution/*" }
        }
      },
      {
        Sid       = "LogsAreDelivered"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = local._account_id }
          ArnLike      = { "aws:SourceArn" = local.delivery_source_arn }
        }
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this[0].key_id
}
