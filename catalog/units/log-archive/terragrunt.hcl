# The buckets that the records of all accounts are kept in.
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
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/log-archive"
}

inputs = {
  name   = values.company.name
  access = { read = [dependency.organization.outputs.account_ids["security"]] }
  trail  = { region = values.company.home_region }

  organization = {
    id                    = dependency.organization.outputs.organization_id
    management_account_id = dependency.organization.outputs.management_account_id
  }
}
