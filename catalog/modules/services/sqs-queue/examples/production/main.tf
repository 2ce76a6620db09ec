provider "aws" {
  region = "us-west-2"
}

module "queue" {
  source = "../.."

  name                       = "acme-prod-orders"
  fifo                       = { content_based_deduplication = true, high_throughput = true }
  access                     = { read = ["arn:aws:iam::222222222222:role/reports"], write = ["333333333333"] }
  dead_letters               = { after_receives = 3 }
  retention_days             = 7
  visibility_timeout_seconds = 180

  sources = {
    shop    = { service = "sns.amazonaws.com", arn = "arn:aws:sns:us-west-2:111111111111:shop.fifo" }
    nightly = { service = "events.amazonaws.com", arn = "arn:aws:events:us-west-2:111111111111:rule/nightly" }
  }
  alarms = { topic_arns = { oncall = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" }, oldest_message_seconds = 600 }
  tags   = { Environment = "prod" }
}

output "queue" {
  value = module.queue
}
