resource "aws_s3_bucket" "stuck" {
  bucket = "groundplan-stuck-a"
  lifecycle { create_before_destroy = true }
}
