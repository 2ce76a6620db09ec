# Whether the internet reaches an environment's front door, asked from around the world.
#
# values.name: of the environment. values.domain: the name that is asked.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "records" {
  config_path = "../../../networking/records"
}

dependency "topics" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/us-east-1/alarms"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/observability/health-checks"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  checks = { front-door = { domain_name = dependency.records.outputs.names["public-"] } }
  name   = values.name
}
