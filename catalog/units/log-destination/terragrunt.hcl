# Where the log groups of a region's environments are sent.
#
# values.accounts: the names of the accounts that the environments lie in.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "bucket" {
  config_path = "../log-bucket"
}

dependency "organization" {
  config_path = "${get_parent_terragrunt_dir("root")}/management/_global/organization"
}

dependency "topics" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/${include.root.locals.aws_region}/alarms"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/observability/log-destination"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  access = { write = [for account in values.accounts : dependency.organization.outputs.account_ids[account]] }
  bucket = { arn = dependency.bucket.outputs.arn, kms_key_arn = dependency.bucket.outputs.kms_key_arn }
  name   = "environments"
}
