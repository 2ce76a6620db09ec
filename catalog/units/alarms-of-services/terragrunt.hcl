# The alarms of what an environment's users notice: one for each service, made of those of its parts.
#
# values.name: of the environment. values.parts: which of "aurora", "ecs", "redis" and "vpn" it has; "eks" where there is no "ecs".
# values.nat_gateways: how many NAT gateways its network has; that of administration has one.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "topics" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/${include.root.locals.aws_region}/alarms"
}

dependency "certificate" {
  config_path = "../../networking/certificate"
}

dependency "alb_internal" {
  config_path = "../../networking/alb-internal"
}

dependency "alb_public" {
  config_path = "../../networking/alb-public"
}

dependency "aurora" {
  config_path = "../../data-stores/aurora"
  enabled     = values.parts.aurora
}

dependency "backend" {
  config_path = "../../services/backend"
  enabled     = values.parts.ecs
}

dependency "eks_cluster" {
  config_path = "../../services/eks-cluster"
  enabled     = !values.parts.ecs
}

dependency "frontend" {
  config_path = "../../services/frontend"
  enabled     = values.parts.ecs
}

dependency "redis" {
  config_path = "../../data-stores/redis"
  enabled     = values.parts.redis
}

dependency "vpc" {
  config_path = "../../networking/vpc"
}

dependency "vpc_mgmt" {
  config_path = "../../networking/vpc-mgmt"
}

dependency "vpn" {
  config_path = "../../mgmt/openvpn-server"
  enabled     = values.parts.vpn
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/observability/alarms"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  name = values.name

  albs = {
    internal = { arn_suffix = dependency.alb_internal.outputs.arn_suffix, service = values.parts.ecs ? "backend" : "network" }
    public   = { arn_suffix = dependency.alb_public.outputs.arn_suffix, service = "front-door" }
  }
  certificates = { all = { arn = dependency.certificate.outputs.arn, service = "front-door" } }
  nat_gateways = merge(
    { for i in range(values.nat_gateways) : "app-${i}" => { id = dependency.vpc.outputs.nat_gateway_ids[i], service = "network" } },
    { mgmt = { id = dependency.vpc_mgmt.outputs.nat_gateway_ids[0], service = "network" } },
  )
  services = merge(
    {
      front-door = { description = "What people see of ${values.name}." }
      network    = { description = "The ways out of ${values.name}." }
    },
    values.parts.aurora ? { database = { alarm_arns = dependency.aurora.outputs.alarm_arns } } : {},
    values.parts.ecs ? {
      backend  = { alarm_arns = dependency.backend.outputs.alarm_arns }
      frontend = { alarm_arns = dependency.frontend.outputs.alarm_arns }
    } : { kubernetes = { alarm_arns = dependency.eks_cluster.outputs.alarm_arns } },
    values.parts.redis ? { cache = { alarm_arns = dependency.redis.outputs.alarm_arns } } : {},
    values.parts.vpn ? { vpn = { alarm_arns = dependency.vpn.outputs.alarm_arns } } : {},
  )
}
