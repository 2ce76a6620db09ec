# The roles with which people and programs of the security account come into an account.

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
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/cross-account-roles"
}

inputs = {
  break_glass = { trusted = [dependency.organization.outputs.account_ids["security"]] }

  roles = {
    for kind in ["billing", "dev", "full-access", "iam-admin", "logs", "read-only", "support"] :
    kind => { trusted = [dependency.organization.outputs.account_ids["security"]] }
  }
}
