provider "aws" {
  region = "us-west-2"
}

module "dashboard" {
  source = "../.."

  name         = "acme-dev"
  region       = "us-west-2"
  albs         = { public = { arn_suffix = "app/acme-dev-public/0123456789abcdef" } }
  ecs_services = { frontend = { cluster_name = "acme-dev", service_name = "frontend" } }
}

output "dashboard" {
  value = module.dashboard
}
