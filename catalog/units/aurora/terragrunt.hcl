# The database of an environment.
#
# values.name, values.engine, values.instances, values.serverless_capacity, values.deletion_protection, values.backups: as in the
# module; with a vault, its backups are copied into the logs account, too. values.vpn: whether people on the VPN may connect.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "copies" {
  config_path = "${get_parent_terragrunt_dir("root")}/logs/${include.root.locals.aws_region}/backup-vault"
  enabled     = values.backups.vault != null
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
  source = "${find_in_parent_folders("catalog")}//modules/data-stores/aurora"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  allowed_security_group_ids = values.vpn ? { vpn = try(dependency.vpn.outputs.security_group_id, "") } : {}
  backups = merge(values.backups, {
    vault = values.backups.vault == null ? null : merge(values.backups.vault, {
      copy_to_vault_arns = { logs = dependency.copies.outputs.arn }
    })
  })
  database            = { name = "app" }
  deletion_protection = values.deletion_protection
  engine              = { name = values.engine }
  instances           = values.instances
  monitoring          = { log_retention_days = values.log_retention_days }
  name                = values.name
  serverless_capacity = values.serverless_capacity
  subnet_ids          = dependency.vpc.outputs.private_persistence_subnet_ids
  vpc_id              = dependency.vpc.outputs.vpc_id
}
