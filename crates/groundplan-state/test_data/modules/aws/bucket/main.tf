terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
resource "aws_s3_bucket" "this" { bucket = "groundplan-state-fixture" }
resource "aws_ssm_parameter" "secret" {
  name  = "/secret"
  type  = "SecureString"
  value = "hunter2"
}
