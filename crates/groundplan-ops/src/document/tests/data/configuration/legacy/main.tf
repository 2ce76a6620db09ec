terraform {
  required_providers {
    aws = {
      version = "!= 5.1"
    }
  }
}
provider "aws" {
  alias                       = "own"
  region                      = "us-west-2"
  access_key                  = "x"
  secret_key                  = "y"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_sns_topic" "t" {
  name     = "n"
  provider = aws.own
}
resource "terraform_data" "t" {}
