# The certificate authority and its list of certificates. A new server begins with what the last one kept here.

locals {
  backup_bucket_arn = "${local._arn_prefix}:s3:::${var.backup.bucket_name}"
}

resource "aws_s3_bucket" "backup" {
  #checkov:skip=CKV_AWS_18: Where access is logged is the caller's choice: backup.access_logs.
  #checkov:skip=CKV_AWS_144: A certificate authority that is lost with its region is made anew.
  #checkov:skip=CKV2_AWS_62: Nobody has to be told of a new backup.
  bucket        = var.backup.bucket_name
  force_destroy = var.backup.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "backup" {
  bucket = aws_s3_bucket.backup.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "backup" {
  bucket                  = aws_s3_bucket.backup.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "backup" {
  bucket = aws_s3_bucket.backup.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "backup" {
  bucket = aws_s3_bucket.backup.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "backup" {
  bucket = aws_s3_bucket.backup.id

  rule {
    id     = "old-backups"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days           = var.backup.old_version_days
      newer_noncurrent_versions = 10
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.backup]
}

resource "aws_s3_bucket_logging" "backup" {
  count = var.backup.access_logs == null ? 0 : 1

  bucket        = aws_s3_bucket.backup.id
  target_bucket = var.backup.access_logs.bucket_name
  target_prefix = "${var.backup.bucket_name}/"
}

resource "aws_s3_bucket_policy" "backup" {
  bucket = aws_s3_bucket.backup.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.backup_bucket_arn, "${local.backup_bucket_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "OnlyByTls12"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.backup_bucket_arn, "${local.backup_bucket_arn}/*"]
        Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
      },
    ]
  })

  depends_on = [
    aws_s3_bucket_ownership_controls.backup,
    aws_s3_bucket_public_access_block.backup,
    aws_s3_bucket_server_side_encryption_configuration.backup,
    aws_s3_bucket_versioning.backup,
  ]
}
