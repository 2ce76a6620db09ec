provider "aws" {
  region = "us-west-2"
}

resource "aws_kms_key" "alarms" {
  #checkov:skip=CKV2_AWS_64: The default policy, by which the account decides, is all that this example needs.
  description         = "Encrypts the topics of alarms."
  enable_key_rotation = true
}

module "sns_topics" {
  source = "../.."

  encryption  = "given-key"
  kms_key_arn = aws_kms_key.alarms.arn

  topics = {
    acme-prod-cloudwatch-alarms = {
      display_name = "prod"
      services     = ["cloudwatch.amazonaws.com"]
      access       = { read = ["111111111111"], write = ["arn:aws:iam::222222222222:role/deploy"] }
      subscriptions = {
        on-call   = { protocol = "https", endpoint = "https://alerts.acme.example/aws" }
        dashboard = { protocol = "sqs", endpoint = "arn:aws:sqs:us-west-2:111111111111:dashboard" }
      }
    }
    acme-prod-deployments = {}
  }
  tags = { Environment = "prod" }
}

output "sns_topics" {
  value = module.sns_topics
}
