# The network of the development environment: one NAT gateway is cheap, and an outage of its zone is bearable.

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
  name               = "dev"
  cidr_block         = "10.0.0.0/16"
  availability_zones = include.root.locals.company.availability_zones[include.root.locals.aws_region]
  nat_gateways       = 1
}
