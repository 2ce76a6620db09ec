# Keys that several accounts use.
#
# values.keys: as in the module, without access: all accounts of the organization may decrypt.

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
  source = "${find_in_parent_folders("catalog")}//modules/security/kms-keys"
}

inputs = {
  keys = {
    for name, key in values.keys : name => merge(key, {
      access = { read = [for id in dependency.organization.outputs.account_ids : id] }
    })
  }
}
