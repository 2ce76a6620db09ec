# The bucket that the log groups of a region's environments are kept in.
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
  source = "${find_in_parent_folders("catalog")}//modules/data-stores/s3-bucket"
}

inputs = {
  name            = "${values.company.name}-environment-logs-${include.root.locals.aws_region}"
  access          = { read = [dependency.organization.outputs.account_ids["security"]] }
  lifecycle_rules = { archive = { transitions = { GLACIER_IR = 90 }, expire_after_days = 731 } }
}
