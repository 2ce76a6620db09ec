provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../../../../networking/vpc"

  name               = "prod"
  cidr_block         = "10.4.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
}

module "sns_topics" {
  source = "../../../../networking/sns-topics"

  topics = { acme-prod-cloudwatch-alarms = {} }
}

module "ecs_cluster" {
  source = "../.."

  name       = "prod"
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_app_subnet_ids
  namespace  = { name = "prod.acme.internal" }

  instances = {
    general = { instance_type = "m7g.large", architecture = "arm64", min_size = 3, max_size = 12, target_capacity_percent = 90 }
    memory  = { instance_type = "r7i.xlarge", max_size = 4 }
  }
  default_capacity_providers = {
    FARGATE      = { base = 2, weight = 1 }
    FARGATE_SPOT = { weight = 3 }
  }
  log_retention_days = 731
  alarms             = { topic_arns = { on-call = module.sns_topics.topic_arns["acme-prod-cloudwatch-alarms"] } }
  tags               = { Environment = "prod" }
}

output "ecs_cluster" {
  value = module.ecs_cluster
}
