resource "aws_s3_bucket" "main" { bucket = "groundplan-recorded" }
resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    id     = "tmp"
    status = "Enabled"
    filter { prefix = "tmp/" }
    expiration { days = 14 }
  }
  rule {
    id     = "logs"
    status = "Disabled"
    filter { prefix = "logs/" }
    transition {
      days          = 30
      storage_class = "GLACIER"
    }
    transition {
      days          = 90
      storage_class = "DEEP_ARCHIVE"
    }
  }
  rule {
    id     = "parts"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload { days_after_initiation = 3 }
  }
}
resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id
  versioning_configuration { status = "Suspended" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
    bucket_key_enabled = true
  }
}
resource "aws_dynamodb_table" "main" {
  name         = "main"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "team"
    type = "S"
  }
  global_secondary_index {
    name            = "by_team"
    hash_key        = "team"
    projection_type = "ALL"
  }
  ttl {
    enabled        = true
    attribute_name = "expires"
  }
}
resource "aws_s3_object" "file" {
  bucket  = aws_s3_bucket.main.id
  key     = "file.txt"
  content = "line 1\nline two\nline 3\nline 4\n"
}
resource "aws_sqs_queue" "q" {
  name                       = "q2"
  visibility_timeout_seconds = 60
}
