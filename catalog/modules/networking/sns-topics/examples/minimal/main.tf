provider "aws" {
  region = "us-west-2"
}

module "sns_topics" {
  source = "../.."

  topics = {
    acme-dev-cloudwatch-alarms = {
      subscriptions = { on-call = { protocol = "email", endpoint = "on-call@acme.example" } }
    }
  }
}

output "sns_topics" {
  value = module.sns_topics
}
