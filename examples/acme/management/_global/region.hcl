# Organizations, IAM and other services without regions are managed through us-east-1.
locals {
  aws_region = "us-east-1"
}
