# The images that all accounts run.
#
# values.repositories: as in the module. All accounts of the organization may pull.

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
  source = "${find_in_parent_folders("catalog")}//modules/data-stores/ecr-repositories"
}

inputs = {
  access       = { read = [for id in dependency.organization.outputs.account_ids : id] }
  repositories = values.repositories
}
