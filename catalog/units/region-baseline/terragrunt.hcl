# What an account has in each of its regions.
#
# values.company: the locals of company.hcl. values.internet, values.access_analyzers: as in the module.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "account_baseline" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/_global/account-baseline"
}

dependency "log_archive" {
  config_path = "${get_parent_terragrunt_dir("root")}/logs/${values.company.home_region}/log-archive"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/region-baseline"
}

inputs = {
  access_analyzers = values.access_analyzers
  internet         = values.internet
  region           = { name = include.root.locals.aws_region, allowed = values.company.regions }

  config = {
    bucket_name      = dependency.log_archive.outputs.bucket_names["config"]
    kms_key_arn      = dependency.log_archive.outputs.kms_key_arns["config"]
    role_arn         = dependency.account_baseline.outputs.config_role_arn
    global_resources = include.root.locals.aws_region == values.company.home_region
  }
}
