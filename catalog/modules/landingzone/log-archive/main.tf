locals {
  arn_prefix       = "arn:${data.aws_partition.current.partition}"
  account_root_arn = "${local.arn_prefix}:iam::${data.aws_caller_identity.current.account_id}:root"

  # The trail is made after its bucket: its ARN is what it will be.
  trail_arn = "${local.arn_prefix}:cloudtrail:${var.trail.region}:${var.organization.management_account_id}:trail/${var.trail.name}"

  buckets = {
    cloudtrail = { name = "${var.name}-cloudtrail-logs", service = "cloudtrail.amazonaws.com" }
    config     = { name = "${var.name}-config-logs", service = "config.amazonaws.com" }
    guardduty  = { name = "${var.name}-guardduty-findings", service = "guardduty.amazonaws.com" }
  }
  bucket_arns = { for kind, bucket in local.buckets : kind => "${local.arn_prefix}:s3:::${bucket.name}" }

  # For whom a service writes: for the trail, or for any account of the organization, those that will be added too.
  source_conditions = {
    cloudtrail = { ArnEquals = { "aws:SourceArn" = local.trail_arn } }
    config     = { StringEquals = { "aws:SourceOrgID" = var.organization.id } }
    guardduty  = { StringEquals = { "aws:SourceOrgID" = var.organization.id } }
  }

  # An account is trusted through its root: that account's IAM says who may.
  readers = [
    for principal in var.access.read :
    can(regex("^[0-9]{12}$", principal)) ? "${local.arn_prefix}:iam::${principal}:root" : principal
  ]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_s3_bucket" "this" {
  for_each = local.buckets

  #checkov:skip=CKV_AWS_144: What is kept is versioned and locked; a copy in another region is a bucket of its own there.
  #checkov:skip=CKV2_AWS_62: Nobody has to be told of every record.
  bucket              = each.value.name
  force_destroy       = var.force_destroy
  object_lock_enabled = each.key == "cloudtrail" && var.object_lock != null
  tags                = var.tags
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this[each.key].arn
    }
  }
}

# Config delivers into no bucket that locks everything, so only the records of CloudTrail are locked.
resource "aws_s3_bucket_object_lock_configuration" "cloudtrail" {
  count = var.object_lock == null ? 0 : 1

  bucket = aws_s3_bucket.this["cloudtrail"].id

  rule {
    default_retention {
      mode = var.object_lock.mode
      days = var.object_lock.days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_logging" "this" {
  for_each = local.buckets

  bucket        = aws_s3_bucket.this[each.key].id
  target_bucket = aws_s3_bucket.access_logs.id
  target_prefix = "${each.value.name}/"

  depends_on = [aws_s3_bucket_policy.access_logs]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    id     = "archive-and-expire"
    status = "Enabled"

    filter {}

    transition {
      days          = var.keep.archive_after_days
      storage_class = "GLACIER"
    }

    expiration {
      days = var.keep.expire_after_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
