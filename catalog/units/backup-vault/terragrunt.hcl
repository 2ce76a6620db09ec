# The vault that copies of a region's backups are kept in, out of reach of the accounts that they come from.
#
# values.accounts: the names of the accounts that the environments lie in.

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
  source = "${find_in_parent_folders("catalog")}//modules/data-stores/backup-vault"
}

inputs = {
  name               = "environments"
  source_account_ids = { for account in values.accounts : account => dependency.organization.outputs.account_ids[account] }
}
