provider "aws" {
  region = "us-east-1"
}

module "health_checks" {
  source = "../.."

  name   = "acme-prod"
  alarms = { topic_arns = { on-call = "arn:aws:sns:us-east-1:111111111111:acme-prod-cloudwatch-alarms" } }
  checks = {
    website = { domain_name = "www.acme.example", interval_seconds = 10, latency_seconds = 1 }
    api = {
      domain_name   = "api.acme.example"
      path          = "/health"
      search_string = "\"status\":\"ok\""
      regions       = ["eu-west-1", "us-east-1", "us-west-2"]
    }
  }
  tags = { Environment = "prod" }
}

output "health_checks" {
  value = module.health_checks
}
