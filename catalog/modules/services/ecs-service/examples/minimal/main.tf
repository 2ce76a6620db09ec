provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../../../../networking/vpc"

  name               = "dev"
  cidr_block         = "10.0.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b"]
  nat_gateways       = 1
}

module "ecs_cluster" {
  source = "../../../ecs-cluster"

  name = "dev"
}

module "worker" {
  source = "../.."

  name       = "worker"
  cluster    = { arn = module.ecs_cluster.arn, kms_key_arn = module.ecs_cluster.kms_key_arn, name = module.ecs_cluster.name }
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_app_subnet_ids
  container  = { image = "111111111111.dkr.ecr.us-west-2.amazonaws.com/worker:1.4.2" }
}

output "worker" {
  value = module.worker
}
