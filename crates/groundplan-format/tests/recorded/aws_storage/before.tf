resource "aws_s3_bucket" "main" { bucket = "groundplan-recorded" }
resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    id     = "tmp"
    status = "Enabled"
    filter { prefix = "tmp/" }
    expiration { days = 7 }
  }
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "logs/" }
    transition {
      days          = 30
      storage_class = "GLACIER"
    }
  }
}
resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id
  versioning_configuration { status = "Enabled" }
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
    name = "org"
    type = "S"
  }
  global_secondary_index {
    name            = "by_org"
    hash_key        = "org"
    projection_type = "ALL"
  }
}
resource "aws_s3_object" "file" {
  bucket  = aws_s3_bucket.main.id
  key     = "file.txt"
  content = "line 1\nline 2\nline 3\n"
}
resource "aws_sqs_queue" "q" { name = "q" }
