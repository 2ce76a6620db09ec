provider "aws" {
  region = "us-west-2"
}

module "alarms" {
  source = "../.."

  name         = "acme-dev"
  alarms       = { topic_arns = { on-call = "arn:aws:sns:us-west-2:111111111111:acme-dev-cloudwatch-alarms" } }
  albs         = { public = { arn_suffix = "app/acme-dev-public/0123456789abcdef" } }
  ecs_services = { frontend = { cluster_name = "acme-dev", service_name = "frontend" } }
}

output "alarms" {
  value = module.alarms
}
