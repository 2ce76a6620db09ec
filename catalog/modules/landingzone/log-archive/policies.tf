locals {
  # What each service does in its bucket, beside looking whose it is.
  _writes = {
    cloudtrail = [
      "${local.bucket_arns.cloudtrail}/AWSLogs/${var.organization.id}/*",
      "${local.bucket_arns.cloudtrail}/AWSLogs/${var.organization.management_account_id}/*",
    ]
    config    = ["${local.bucket_arns.config}/AWSLogs/*/Config/*"]
    guardduty = ["${local.bucket_arns.guardduty}/*"]
  }
  _reads = {
    cloudtrail = ["s3:GetBucketAcl"]
    config     = ["s3:GetBucketAcl", "s3:ListBucket"]
    guardduty  = ["s3:GetBucketLocation"]
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "OnlyByTls"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arns[each.key], "${local.bucket_arns[each.key]}/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        {
          Sid       = "OnlyByTls12"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arns[each.key], "${local.bucket_arns[each.key]}/*"]
          Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
        },
        {
          Sid       = "ServiceLooks"
          Effect    = "Allow"
          Principal = { Service = each.value.service }
          Action    = local._reads[each.key]
          Resource  = local.bucket_arns[each.key]
          Condition = local.source_conditions[each.key]
        },
        {
          Sid       = "ServiceWrites"
          Effect    = "Allow"
          Principal = { Service = each.value.service }
          Action    = "s3:PutObject"
          Resource  = local._writes[each.key]
          Condition = local.source_conditions[each.key]
        },
      ],
      [
        for statement in [
          {
            Sid       = "OthersList"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["s3:GetBucketLocation", "s3:ListBucket"]
            Resource  = local.bucket_arns[each.key]
          },
          {
            Sid       = "OthersRead"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["s3:GetObject", "s3:GetObjectVersion"]
            Resource  = "${local.bucket_arns[each.key]}/*"
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })

  # Whoever the policy lets in finds the bucket as it is meant to be.
  depends_on = [
    aws_s3_bucket_object_lock_configuration.cloudtrail,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}
