# The network that an environment's services run in.
#
# values.name, values.cidr_block, values.nat_gateways, values.interface_endpoints, values.trusted_cidr_blocks: as in the module.
# values.zones: its availability zones. values.eks_clusters: the clusters that place load balancers in it.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/vpc"
}

inputs = {
  availability_zones  = values.zones
  cidr_block          = values.cidr_block
  eks_clusters        = values.eks_clusters
  flow_logs           = { retention_days = values.log_retention_days }
  interface_endpoints = values.interface_endpoints
  name                = values.name
  nat_gateways        = values.nat_gateways
  trusted_cidr_blocks = values.trusted_cidr_blocks
}
