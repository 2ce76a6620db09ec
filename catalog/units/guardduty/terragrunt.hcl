# GuardDuty of a region, for all accounts.
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

dependency "log_archive" {
  config_path = "${get_parent_terragrunt_dir("root")}/logs/${values.company.home_region}/log-archive"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/security/guardduty"
}

# The management account names the administrator.
generate "management_provider" {
  path      = "management_provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = include.root.locals.management_provider
}

inputs = {
  alarms = { topic_arns = dependency.alarms.outputs.topic_arns }

  findings_archive = {
    bucket_arn  = dependency.log_archive.outputs.bucket_arns["guardduty"]
    kms_key_arn = dependency.log_archive.outputs.kms_key_arns["guardduty"]
  }
}
