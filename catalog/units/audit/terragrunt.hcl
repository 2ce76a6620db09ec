# The organization's trail, and the alarms on what it records.

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
  config_path = "${get_parent_terragrunt_dir("root")}/logs/${include.root.locals.aws_region}/log-archive"
}

dependency "organization" {
  config_path = "${get_parent_terragrunt_dir("root")}/management/_global/organization"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/audit"
}

inputs = {
  name   = dependency.log_archive.outputs.trail_name
  alarms = { topic_arns = dependency.alarms.outputs.topic_arns }

  log_archive = {
    bucket_name = dependency.log_archive.outputs.bucket_names["cloudtrail"]
    kms_key_arn = dependency.log_archive.outputs.kms_key_arns["cloudtrail"]
  }

  organization = {
    id                    = dependency.organization.outputs.organization_id
    management_account_id = dependency.organization.outputs.management_account_id
  }
}
