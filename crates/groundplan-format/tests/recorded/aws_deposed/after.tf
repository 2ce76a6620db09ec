resource "aws_s3_bucket" "stuck" {
  bucket = "groundplan-stuck-b"
  lifecycle { create_before_destroy = true }
}
