# An environment at a glance.
#
# values.name: of the environment. values.parts: which of "aurora", "ecs", "redis" and "vpn" it has; "eks" where there is no "ecs".
# values.nat_gateways: how many NAT gateways its network has; that of administration has one. values.cache_nodes: how many nodes the cache has.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "alarms" {
  config_path = "../alarms"
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
  source = "${find_in_parent_folders("catalog")}//modules/observability/dashboard"
}

inputs = {
  alarm_arns = dependency.alarms.outputs.service_alarm_arns
  name       = values.name
  region     = include.root.locals.aws_region

  albs = {
    internal = { arn_suffix = dependency.alb_internal.outputs.arn_suffix }
    public   = { arn_suffix = dependency.alb_public.outputs.arn_suffix }
  }
  aurora_clusters = values.parts.aurora ? {
    database = { cluster_identifier = dependency.aurora.outputs.id }
  } : {}
  autoscaling_groups = values.parts.vpn ? {
    vpn = { name = dependency.vpn.outputs.autoscaling_group_name }
  } : {}
  ecs_services = values.parts.ecs ? {
    backend  = { cluster_name = values.cluster_name, service_name = dependency.backend.outputs.name }
    frontend = { cluster_name = values.cluster_name, service_name = dependency.frontend.outputs.name }
  } : {}
  eks_clusters = values.parts.ecs ? {} : {
    kubernetes = { cluster_name = dependency.eks_cluster.outputs.name }
  }
  log_group_names = values.parts.ecs ? {
    backend  = dependency.backend.outputs.log_group_name
    frontend = dependency.frontend.outputs.log_group_name
  } : {}
  nat_gateways = merge(
    { for i in range(values.nat_gateways) : "app-${i}" => { id = dependency.vpc.outputs.nat_gateway_ids[i] } },
    { mgmt = { id = dependency.vpc_mgmt.outputs.nat_gateway_ids[0] } },
  )
  redis = values.parts.redis ? {
    cache = { nodes = values.cache_nodes, replication_group_id = dependency.redis.outputs.id }
  } : {}
}
