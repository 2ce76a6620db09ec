# The cache of an environment.
#
# values.name, values.engine, values.nodes, values.multi_az, values.snapshots, values.secret_recovery_days: as in the module.
# values.vpn: whether people on the VPN may connect.

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

dependency "vpc" {
  config_path = "../../networking/vpc"
}

dependency "vpn" {
  config_path = "../../mgmt/openvpn-server"
  enabled     = values.vpn
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/data-stores/redis"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  allowed_security_group_ids = values.vpn ? { vpn = try(dependency.vpn.outputs.security_group_id, "") } : {}
  engine                     = { name = values.engine }
  log_retention_days         = values.log_retention_days
  multi_az                   = values.multi_az
  name                       = values.name
  nodes                      = values.nodes
  secret_recovery_days       = values.secret_recovery_days
  snapshots                  = values.snapshots
  subnet_ids                 = dependency.vpc.outputs.private_persistence_subnet_ids
  vpc_id                     = dependency.vpc.outputs.vpc_id
}
