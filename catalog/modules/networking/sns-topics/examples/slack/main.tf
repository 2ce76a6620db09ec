provider "aws" {
  region = "us-west-2"
}

module "sns_topics" {
  source = "../.."

  topics = { acme-stage-cloudwatch-alarms = {} }
  slack  = { channel_id = "C0123456789", workspace_id = "T0123456789" }
}

output "sns_topics" {
  value = module.sns_topics
}
