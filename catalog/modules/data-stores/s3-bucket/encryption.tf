locals {
  kms_key_arn = (
    var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) :
    var.encryption == "given-key" ? var.kms_key_arn :
    null
  )
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = var.encryption != "s3"

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.encryption == "s3" ? "AES256" : "aws:kms"
      kms_master_key_id = local.kms_key_arn
    }
  }
}

resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts the objects in ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = local.account_root_arn }
        Action    = "kms:*"
        Resource  = "*"
      }],
      [
        for statement in [
          {
            Sid       = "OthersRead"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["kms:Decrypt", "kms:DescribeKey"]
            Resource  = "*"
            Condition = { ArnLike = { "kms:EncryptionContext:aws:s3:arn" = [local.bucket_arn, "${local.bucket_arn}/*"] } }
          },
          {
            Sid       = "OthersWrite"
            Effect    = "Allow"
            Principal = { AWS = local.writers }
            # The parts of a large object are read again when they are put together.
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = "*"
            Condition = { ArnLike = { "kms:EncryptionContext:aws:s3:arn" = [local.bucket_arn, "${local.bucket_arn}/*"] } }
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
      length(var.services) == 0 ? [] : [{
        Sid       = "ServicesWrite"
        Effect    = "Allow"
        Principal = { Service = keys(var.services) }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      }],
    )
  })
}

resource "aws_kms_alias" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this[0].key_id
}
