# Security Hub of all accounts and regions, seen from the home region.
#
# values.company: the locals of company.hcl.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "alarms" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/${include.root.locals.aws_region}/alarms"
}

dependency "organization" {
  config_path = "${get_parent_terragrunt_dir("root")}/management/_global/organization"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/security/securityhub"
}

# The management account names the administrator.
generate "management_provider" {
  path      = "management_provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = include.root.locals.management_provider
}

inputs = {
  alarms         = { topic_arns = dependency.alarms.outputs.topic_arns }
  linked_regions = [for region in values.company.regions : region if region != values.company.home_region]
  organization   = { root_id = dependency.organization.outputs.root_id }

  disabled_controls = {
    "IAM.6" = "Root users of member accounts have no credentials: they are removed centrally."
  }
}
