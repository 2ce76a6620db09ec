locals {
  account_root_arn = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"

  # An account is trusted through its root: that account's IAM says who may.
  _principals = {
    for kind, principals in { read = setunion(var.access.read, var.access.write), write = var.access.write } : kind => [
      for principal in principals : (
        can(regex("^[0-9]{12}$", principal))
        ? "arn:${data.aws_partition.current.partition}:iam::${principal}:root"
        : principal
      )
    ]
  }
  readers = local._principals.read
  writers = local._principals.write
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "OnlyByTls"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        {
          Sid       = "OnlyByTls12"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
          Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
        },
      ],
      [
        for statement in [
          {
            Sid       = "OthersList"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["s3:GetBucketLocation", "s3:ListBucket"]
            Resource  = local.bucket_arn
          },
          {
            Sid       = "OthersRead"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"]
            Resource  = "${local.bucket_arn}/*"
          },
          {
            Sid       = "OthersWrite"
            Effect    = "Allow"
            Principal = { AWS = local.writers }
            Action    = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject", "s3:PutObjectTagging"]
            Resource  = "${local.bucket_arn}/*"
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
      [
        for service, delivery in var.services : {
          Effect    = "Allow"
          Principal = { Service = service }
          Action    = "s3:PutObject"
          Resource  = "${local.bucket_arn}/${delivery.prefix}*"
          Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
        }
      ],
    )
  })

  # Whoever the policy lets in finds the bucket as it is meant to be.
  depends_on = [
    aws_s3_bucket_object_lock_configuration.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}
