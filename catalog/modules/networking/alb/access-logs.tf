# Load balancers write to buckets that S3's own keys encrypt, and to no others.

locals {
  _access_logs_arn = "arn:${data.aws_partition.current.partition}:s3:::${var.access_logs.bucket_name}"
}

resource "aws_s3_bucket" "access_logs" {
  #checkov:skip=CKV_AWS_18: Who reads the access logs, CloudTrail records; access logs of access logs would grow by themselves.
  #checkov:skip=CKV_AWS_144: Access logs need no copy in another region.
  #checkov:skip=CKV_AWS_145: Load balancers write to no bucket that is encrypted with a key of KMS.
  #checkov:skip=CKV2_AWS_62: Nobody has to be told of new access logs.
  bucket        = var.access_logs.bucket_name
  force_destroy = var.access_logs.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "access_logs" {
  bucket                  = aws_s3_bucket.access_logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  rule {
    id     = "age"
    status = "Enabled"

    filter {}

    dynamic "transition" {
      for_each = var.access_logs.archive_after_days[*]

      content {
        days          = transition.value
        storage_class = "GLACIER_IR"
      }
    }

    expiration {
      days = var.access_logs.expire_after_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.access_logs]
}

resource "aws_s3_bucket_policy" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local._access_logs_arn, "${local._access_logs_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        # The account in the path is that of the load balancer: others' would write below another.
        Sid       = "LoadBalancersOfThisAccountWrite"
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource = [
          for kind in ["access", "connection"] :
          "${local._access_logs_arn}/${kind}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"
        ]
      },
    ]
  })

  # Whoever the policy lets in finds the bucket as it is meant to be.
  depends_on = [
    aws_s3_bucket_lifecycle_configuration.access_logs,
    aws_s3_bucket_ownership_controls.access_logs,
    aws_s3_bucket_public_access_block.access_logs,
    aws_s3_bucket_server_side_encryption_configuration.access_logs,
  ]
}
