provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../../../../networking/vpc"

  name               = "stage"
  cidr_block         = "10.2.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
}

module "ecs_cluster" {
  source = "../../../ecs-cluster"

  name       = "stage"
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_app_subnet_ids
  namespace  = { name = "stage.acme.internal" }
  instances  = { general = { instance_type = "m7i.large", max_size = 6 } }
}

resource "aws_security_group" "frontend" {
  #checkov:skip=CKV2_AWS_5: The frontend is not part of this example.
  name        = "stage-frontend"
  description = "The frontend."
  vpc_id      = module.vpc.vpc_id
}

module "orders" {
  source = "../.."

  name       = "orders"
  cluster    = { arn = module.ecs_cluster.arn, kms_key_arn = module.ecs_cluster.kms_key_arn, name = module.ecs_cluster.name }
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_app_subnet_ids

  allowed_security_group_ids = { frontend = aws_security_group.frontend.id }
  container = {
    image                     = "222222222222.dkr.ecr.us-west-2.amazonaws.com/orders:3.0.1"
    port                      = 8080
    secrets                   = { API_TOKEN = "arn:aws:ssm:us-west-2:111111111111:parameter/stage/orders/api-token" }
    read_only_root_filesystem = false
  }
  deployment = {
    image_from_parameter = true
    repository_arns      = { orders = "arn:aws:ecr:us-west-2:222222222222:repository/orders" }
  }
  service_discovery = { namespace_arn = module.ecs_cluster.namespace_arn }
  task = {
    cpu                = 512
    memory             = 1024
    capacity_providers = { (module.ecs_cluster.capacity_provider_names["general"]) = {} }
    execute_command    = true
  }
}

output "orders" {
  value = module.orders
}
