# The cluster that an environment's services run in, on Fargate.
#
# values.name, values.log_retention_days: as in the module. Its namespace, for services that call each other by name, is called
# as the cluster is.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "topics" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/${include.root.locals.aws_region}/alarms"
}

dependency "vpc" {
  config_path = "../../networking/vpc"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/services/ecs-cluster"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  log_retention_days = values.log_retention_days
  name               = values.name
  namespace          = { name = values.name, private_dns = false }
  vpc_id             = dependency.vpc.outputs.vpc_id
}
