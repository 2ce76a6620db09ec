# A service of an environment.
#
# values.name, values.task, values.autoscaling, values.deployment: as in the module. values.container: as in the module; what
# values.uses, of "aurora" and "redis", names is connected to, and found in further variables and secrets. values.load_balancer:
# "public" or "internal", the host names, priority and path of the health check. values.repository: of the company's repositories,
# the one that its images are deployed from, or null. values.discoverable: whether other services of the cluster call it by its
# name.

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

dependency "alb" {
  config_path = "../../networking/alb-${values.load_balancer.kind}"
}

dependency "aurora" {
  config_path = "../../data-stores/aurora"
  enabled     = contains(values.uses, "aurora")
}

dependency "cluster" {
  config_path = "../ecs-cluster"
}

dependency "redis" {
  config_path = "../../data-stores/redis"
  enabled     = contains(values.uses, "redis")
}

dependency "repositories" {
  config_path = "${get_parent_terragrunt_dir("root")}/shared-services/${include.root.locals.company.home_region}/ecr-repositories"
  enabled     = values.repository != null
}

dependency "vpc" {
  config_path = "../../networking/vpc"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/services/ecs-service"
}

inputs = {
  alarms = { topic_arns = dependency.topics.outputs.topic_arns }

  autoscaling = values.autoscaling
  deployment = merge(values.deployment, {
    repository_arns = values.repository == null ? {} : { (values.repository) = dependency.repositories.outputs.repository_arns[values.repository] }
  })
  name       = values.name
  subnet_ids = dependency.vpc.outputs.private_app_subnet_ids
  task       = values.task
  vpc_id     = dependency.vpc.outputs.vpc_id

  cluster = {
    arn         = dependency.cluster.outputs.arn
    kms_key_arn = dependency.cluster.outputs.kms_key_arn
    name        = dependency.cluster.outputs.name
  }
  connects_to = merge(
    contains(values.uses, "aurora") ? {
      aurora = { port = dependency.aurora.outputs.port, security_group_id = dependency.aurora.outputs.security_group_id }
    } : {},
    contains(values.uses, "redis") ? {
      redis = { port = dependency.redis.outputs.port, security_group_id = dependency.redis.outputs.security_group_id }
    } : {},
  )
  container = merge(values.container, {
    environment = merge(
      values.container.environment,
      contains(values.uses, "aurora") ? {
        DATABASE_HOST        = dependency.aurora.outputs.endpoint
        DATABASE_NAME        = dependency.aurora.outputs.database_name
        DATABASE_PORT        = tostring(dependency.aurora.outputs.port)
        DATABASE_READER_HOST = dependency.aurora.outputs.reader_endpoint
      } : {},
      contains(values.uses, "redis") ? {
        CACHE_HOST = dependency.redis.outputs.endpoint
        CACHE_PORT = tostring(dependency.redis.outputs.port)
      } : {},
    )
    secrets = merge(
      values.container.secrets,
      contains(values.uses, "aurora") ? { DATABASE_CREDENTIALS = dependency.aurora.outputs.secret_arn } : {},
      contains(values.uses, "redis") ? { CACHE_CREDENTIALS = dependency.redis.outputs.secret_arns["app"] } : {},
    )
  })
  load_balancer = {
    listener_arn      = dependency.alb.outputs.listener_arns["https"]
    security_group_id = dependency.alb.outputs.security_group_id
    arn_suffix        = dependency.alb.outputs.arn_suffix
    priority          = values.load_balancer.priority
    host_headers      = values.load_balancer.host_names
    health_check      = { path = values.load_balancer.health_path }
  }
  service_discovery = values.discoverable ? { namespace_arn = dependency.cluster.outputs.namespace_arn } : null
}
