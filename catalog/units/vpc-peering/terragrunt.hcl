# The way from the doors for people, in the public subnets of the management network, to what is private in the network of the
# services, and back. Nothing else of the two networks has a route to the other.
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
    id = dependency.mgmt.outputs.vpc_id
    cidr_blocks = {
      for number, zone in dependency.mgmt.outputs.availability_zones :
      "public/${zone}" => dependency.mgmt.outputs.public_subnet_cidr_blocks[number]
    }
    network_cidr_block = dependency.mgmt.outputs.vpc_cidr_block
    route_table_ids    = { public = dependency.mgmt.outputs.public_route_table_id }
  }
  peer = {
    id = dependency.vpc.outputs.vpc_id
    cidr_blocks = merge([
      for number, zone in dependency.vpc.outputs.availability_zones : {
        "private-app/${zone}"         = dependency.vpc.outputs.private_app_subnet_cidr_blocks[number]
        "private-persistence/${zone}" = dependency.vpc.outputs.private_persistence_subnet_cidr_blocks[number]
      }
    ]...)
    network_cidr_block = dependency.vpc.outputs.vpc_cidr_block
    route_table_ids    = { for table, id in dependency.vpc.outputs.route_table_ids : table => id if table != "public" }
  }
}
