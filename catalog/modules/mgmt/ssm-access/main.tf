locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  document_arn = "${local._arn_prefix}:ssm:${local._region}:${local._account_id}:document/${var.document_name}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# How sessions are: the document of this name is what Session Manager takes when nobody names another one.
resource "aws_ssm_document" "this" {
  name            = var.document_name
  document_type   = "Session"
  document_format = "JSON"
  tags            = var.tags

  content = jsonencode({
    schemaVersion = "1.0"
    description   = "Sessions of ${var.name}: encrypted, recorded, closed when nobody types."
    sessionType   = "Standard_Stream"
    inputs = {
      kmsKeyId                    = aws_kms_key.this.arn
      cloudWatchLogGroupName      = aws_cloudwatch_log_group.this.name
      cloudWatchEncryptionEnabled = true
      cloudWatchStreamingEnabled  = true
      s3BucketName                = var.bucket == null ? "" : var.bucket.name
      s3KeyPrefix                 = var.bucket == null ? "" : trimsuffix(var.bucket.prefix, "/")
      s3EncryptionEnabled         = true
      idleSessionTimeout          = tostring(var.session.idle_minutes)
      maxSessionDuration          = tostring(var.session.maximum_minutes)
      runAsEnabled                = var.session.run_as != null
      runAsDefaultUser            = var.session.run_as == null ? "" : var.session.run_as
      shellProfile                = { linux = var.session.shell_profile, windows = "" }
    }
  })
}
