# The environment's names: those that the internet sees, and those that only its networks see.
#
# values.domain: such as dev.acme.example. values.force_destroy: as in the module.

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
  source = "${find_in_parent_folders("catalog")}//modules/networking/route53-zones"
}

inputs = {
  force_destroy = values.force_destroy
  public_zones  = { (values.domain) = {} }

  private_zones = {
    "internal.${values.domain}" = {
      vpc_ids = { mgmt = dependency.mgmt.outputs.vpc_id, vpc = dependency.vpc.outputs.vpc_id }
    }
  }
}
