# The way from the management network into the network of the services, and back.
#
# values.name: of the connection.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "mgmt" {
  config_path = "../vpc-mgmt"
}

dependency "vpc" {
  config_path = "../vpc"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/vpc-peering"
}

inputs = {
  name = values.name

  vpc = {
    id              = dependency.mgmt.outputs.vpc_id
    cidr_blocks     = { all = dependency.mgmt.outputs.vpc_cidr_block }
    route_table_ids = dependency.mgmt.outputs.route_table_ids
  }
  peer = {
    id              = dependency.vpc.outputs.vpc_id
    cidr_blocks     = { all = dependency.vpc.outputs.vpc_cidr_block }
    route_table_ids = dependency.vpc.outputs.route_table_ids
  }
}
