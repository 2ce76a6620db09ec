# Who signs in, and what they may do where.
#
# values.company: the locals of company.hcl.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "organization" {
  config_path = "${get_parent_terragrunt_dir("root")}/management/_global/organization"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/identity"
}

inputs = {
  account_ids = dependency.organization.outputs.account_ids
  assignments = values.company.identity.assignments
  groups      = values.company.identity.groups
  users       = values.company.identity.users
}
