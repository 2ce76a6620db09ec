locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id

  bucket_arn = "${local.arn_prefix}:s3:::${var.name}"

  # An account is trusted through its root: that account's IAM says who may.
  readers = [
    for principal in setunion(var.access.read, var.access.write) :
    can(regex("^[0-9]{12}$", principal)) ? "${local.arn_prefix}:iam::${principal}:root" : principal
  ]
  writers = [
    for principal in var.access.write :
    can(regex("^[0-9]{12}$", principal)) ? "${local.arn_prefix}:iam::${principal}:root" : principal
  ]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_144: A copy in another region is a bucket of its own there; states of the past are kept by versions.
  #checkov:skip=CKV2_AWS_62: Nobody has to be told of a new state.
  bucket        = var.name
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "old-states"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days           = var.old_states.days
      newer_noncurrent_versions = var.old_states.versions
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # Without versions there are none to expire.
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_logging" "this" {
  bucket        = aws_s3_bucket.this.id
  target_bucket = aws_s3_bucket.access_logs.id
  target_prefix = "${var.name}/"

  # Without the policy AWS refuses the bucket, or drops the first records.
  depends_on = [aws_s3_bucket_policy.access_logs]
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
            Action    = ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"]
            Resource  = local.bucket_arn
          },
          {
            Sid       = "OthersRead"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = "s3:GetObject"
            Resource  = "${local.bucket_arn}/*"
          },
          {
            Sid       = "OthersWrite"
            Effect    = "Allow"
            Principal = { AWS = local.writers }
            # A lock is an object that is deleted when the work is done.
            Action   = ["s3:DeleteObject", "s3:PutObject"]
            Resource = "${local.bucket_arn}/*"
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })

  # Whoever the policy lets in finds the bucket as it is meant to be.
  depends_on = [
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}
