# The door for people: a VPN into the management network, and from there to all of the environment.
#
# values.name, values.allowed_cidr_blocks, values.backup, values.certificate_authority, values.image, values.instance: as in the
# module. values.routed_cidr_blocks: the networks behind it. values.domain: such as dev.acme.example; the server is vpn.DOMAIN.

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

dependency "mgmt" {
  config_path = "../../networking/vpc-mgmt"
}

dependency "sessions" {
  config_path = "../ssm-access"
}

dependency "zones" {
  config_path = "../../networking/zones"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/mgmt/openvpn-server"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  allowed_cidr_blocks   = values.allowed_cidr_blocks
  backup                = values.backup
  certificate_authority = values.certificate_authority
  image                 = values.image
  instance              = values.instance
  log_retention_days    = values.log_retention_days
  name                  = values.name
  policy_arns           = { sessions = dependency.sessions.outputs.instance_policy_arn }
  subnet_ids            = dependency.mgmt.outputs.public_subnet_ids
  vpc_id                = dependency.mgmt.outputs.vpc_id

  dns = {
    name    = "vpn.${values.domain}"
    zone_id = dependency.zones.outputs.public_zone_ids[values.domain]
  }
  vpn = {
    routed_cidr_blocks = values.routed_cidr_blocks
    search_domains     = ["internal.${values.domain}"]
  }
}
