# All that an environment writes down is kept in the logs account, too, where nobody of this account can delete it.
#
# values.name: of the environment. values.parts: which of "aurora", "ecs", "redis" and "vpn" it has. values.firewall: whether
# there is one in front of the public load balancer.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "alb_public" {
  config_path = "../../networking/alb-public"
  enabled     = values.firewall
}

dependency "aurora" {
  config_path = "../../data-stores/aurora"
  enabled     = values.parts.aurora
}

dependency "backend" {
  config_path = "../../services/backend"
  enabled     = values.parts.ecs
}

dependency "destination" {
  config_path = "${get_parent_terragrunt_dir("root")}/logs/${include.root.locals.aws_region}/log-destination"
}

dependency "ecs_cluster" {
  config_path = "../../services/ecs-cluster"
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

dependency "sessions" {
  config_path = "../../mgmt/ssm-access"
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
  source = "${find_in_parent_folders("catalog")}//modules/observability/log-groups"
}

inputs = {
  groups       = {}
  name         = values.name
  subscription = { destination_arn = dependency.destination.outputs.arn }

  other_group_names = merge(
    {
      sessions = dependency.sessions.outputs.log_group_name
      vpc      = dependency.vpc.outputs.flow_log_group_name
      vpc-mgmt = dependency.vpc_mgmt.outputs.flow_log_group_name
    },
    values.firewall ? { firewall = dependency.alb_public.outputs.waf_log_group_name } : {},
    values.parts.aurora ? { for log, name in dependency.aurora.outputs.log_group_names : "database-${log}" => name } : {},
    values.parts.ecs ? {
      backend  = dependency.backend.outputs.log_group_name
      cluster  = dependency.ecs_cluster.outputs.log_group_name
      frontend = dependency.frontend.outputs.log_group_name
    } : { cluster = dependency.eks_cluster.outputs.log_group_name },
    values.parts.redis ? { for log, name in dependency.redis.outputs.log_group_names : "cache-${log}" => name } : {},
    values.parts.vpn ? { vpn = dependency.vpn.outputs.log_group_name } : {},
  )
}
