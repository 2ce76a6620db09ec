resource "aws_kms_key" "this" {
  description             = "Encrypts the states in ${var.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = var.name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn_prefix}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }],
      [
        for statement in [
          {
            Sid       = "OthersReadStates"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["kms:Decrypt", "kms:DescribeKey"]
            Resource  = "*"
            Condition = { ArnLike = { "kms:EncryptionContext:aws:s3:arn" = [local.bucket_arn, "${local.bucket_arn}/*"] } }
          },
          {
            Sid       = "OthersWriteStates"
            Effect    = "Allow"
            Principal = { AWS = local.writers }
            Action    = "kms:GenerateDataKey"
            Resource  = "*"
            Condition = { ArnLike = { "kms:EncryptionContext:aws:s3:arn" = [local.bucket_arn, "${local.bucket_arn}/*"] } }
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
