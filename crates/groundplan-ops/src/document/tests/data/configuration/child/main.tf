terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.0, < 6"
      configuration_aliases = [aws.one]
    }
  }
}
module "g" {
  source    = "./grand"
  providers = { aws = aws.one }
}
resource "aws_sns_topic" "t" {
  name     = "n"
  provider = aws.one
}
output "o" { value = { q = [{ z = 1 }] } }
