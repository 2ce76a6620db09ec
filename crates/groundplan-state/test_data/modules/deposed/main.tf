# Applied with one generation, then with another: the old buckets are not empty, so deleting them fails and leaves deposed objects.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "generation" { type = number }
provider "aws" {
  region                      = "us-west-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
}
resource "aws_s3_bucket" "replaced" {
  count  = 2
  bucket = "groundplan-state-deposed-${var.generation}-${count.index}"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "dependent" {
  input = aws_s3_bucket.replaced[0].id
}
