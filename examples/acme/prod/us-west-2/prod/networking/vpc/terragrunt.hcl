# The network of production: a NAT gateway in every zone, so that none depends on another.

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
  name               = "prod"
  cidr_block         = "10.4.0.0/16"
  availability_zones = include.root.locals.company.availability_zones[include.root.locals.aws_region]
  nat_gateways       = 3
}
