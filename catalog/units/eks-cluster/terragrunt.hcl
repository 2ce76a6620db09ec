# The Kubernetes cluster that an environment's services run in.
#
# values.name, values.kubernetes_version, values.node_groups, values.log_retention_days: as in the module.
# values.trusted_cidr_blocks: who may call its API. values.developers_may: the access policy of EKS that developers have.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "roles" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/_global/cross-account-roles"
}

dependency "topics" {
  config_path = "${get_parent_terragrunt_dir("root")}/${include.root.locals.account_name}/baseline/${include.root.locals.aws_region}/alarms"
}

dependency "vpc" {
  config_path = "../../networking/vpc"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/services/eks-cluster"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  access_entries = {
    for kind, policy in {
      dev         = values.developers_may
      full-access = "AmazonEKSClusterAdminPolicy"
      read-only   = "AmazonEKSViewPolicy"
    } : kind => { principal_arn = dependency.roles.outputs.role_arns[kind], policies = { (policy) = {} } }
  }
  kubernetes_version  = values.kubernetes_version
  log_retention_days  = values.log_retention_days
  name                = values.name
  node_groups         = values.node_groups
  subnet_ids          = dependency.vpc.outputs.private_app_subnet_ids
  trusted_cidr_blocks = values.trusted_cidr_blocks
}
