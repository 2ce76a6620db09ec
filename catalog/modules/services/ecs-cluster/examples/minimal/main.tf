provider "aws" {
  region = "us-west-2"
}

module "ecs_cluster" {
  source = "../.."

  name = "dev"
}

output "ecs_cluster" {
  value = module.ecs_cluster
}
