# The network from which an environment is administered.
#
# values.name, values.cidr_block, values.nat_gateways, values.trusted_cidr_blocks: as in the module. values.zones: its
# availability zones.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/vpc-mgmt"
}

inputs = {
  availability_zones  = values.zones
  cidr_block          = values.cidr_block
  flow_logs           = { retention_days = values.log_retention_days }
  name                = values.name
  nat_gateways        = values.nat_gateways
  trusted_cidr_blocks = values.trusted_cidr_blocks
}
