# What CloudWatch Logs sends is compressed already: an object in the bucket is many gzip files in a row, which every
# program for gzip reads as one.

resource "aws_kinesis_firehose_delivery_stream" "this" {
  name        = var.name
  destination = "extended_s3"
  tags        = var.tags

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.this.arn
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.stream.arn
    bucket_arn          = var.bucket.arn
    kms_key_arn         = var.bucket.kms_key_arn
    prefix              = "${var.bucket.prefix}!{timestamp:yyyy/MM/dd/HH}/"
    error_output_prefix = "${var.bucket.prefix}errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/"
    file_extension      = ".gz"
    compression_format  = "UNCOMPRESSED"
    buffering_interval  = var.buffering.seconds
    buffering_size      = var.buffering.mib

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.errors.name
      log_stream_name = aws_cloudwatch_log_stream.errors.name
    }
  }

  depends_on = [aws_iam_role_policy.stream]
}

resource "aws_iam_role" "stream" {
  name        = "${var.name}-log-stream-${local._region}"
  description = "Writes what the destination ${var.name} in ${local._region} receives to the bucket."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "firehose.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local._account_id }
        ArnEquals    = { "aws:SourceArn" = local.stream_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "stream" {
  name = "write-objects"
  role = aws_iam_role.stream.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
        Resource = var.bucket.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:PutObject"]
        Resource = "${var.bucket.arn}/${var.bucket.prefix}*"
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.bucket.kms_key_arn
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.${local._region}.${data.aws_partition.current.dns_suffix}" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = [var.bucket.arn, "${var.bucket.arn}/${var.bucket.prefix}*"] }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.this.arn
      },
      {
        Effect   = "Allow"
        Action   = "logs:PutLogEvents"
        Resource = "${local.error_group_arn}:log-stream:${local.error_stream_name}"
      },
    ]
  })
}
