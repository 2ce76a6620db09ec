# An environment: its networks, names, load balancers, cluster, data stores, services, the doors for people, and what watches over it.
#
# values.company: the locals of company.hcl. values.name: of the environment; its domain is NAME.DOMAIN. values.size: "small",
# "medium" or "large". values.production: whether it must bear the outage of a zone, and be hard to delete.
# values.cidr_blocks: of the networks "app" and "mgmt", which must not overlap.
# values.cluster: "ecs" or "eks". values.database: "aurora-postgresql", "aurora-mysql" or "none". values.cache: "valkey", "redis" or "none".
# values.vpn_cidr_blocks: the blocks that people come from to the VPN; without any there is no VPN.
# values.firewall: whether requests to the public load balancer are filtered; unless it is said, in production.

locals {
  units = "${find_in_parent_folders("catalog")}/units"

  company     = values.company
  domain      = "${values.name}.${local.company.domain}"
  destroyable = !values.production || local.company.destroyable
  firewall    = try(values.firewall, values.production)
  region      = local.company.environments[values.name].region
  zones       = local.company.availability_zones[local.region]
  nats        = values.production ? length(local.zones) : 1
  keep_days   = values.production ? 365 : 90

  # What all of an environment is sized by.
  size = {
    small  = { cpu = 256, memory = 512, tasks = 4, capacity = { min = 0.5, max = 4 }, node = "cache.t4g.small", worker = "t3.large" }
    medium = { cpu = 512, memory = 1024, tasks = 10, capacity = { min = 1, max = 16 }, node = "cache.m7g.large", worker = "m6i.large" }
    large  = { cpu = 1024, memory = 2048, tasks = 40, capacity = { min = 2, max = 64 }, node = "cache.r7g.large", worker = "m6i.2xlarge" }
  }[values.size]

  parts = {
    aurora = values.database != "none"
    ecs    = values.cluster == "ecs"
    redis  = values.cache != "none"
    vpn    = length(values.vpn_cidr_blocks) > 0
  }
  # What tasks, or nodes and pods, cannot start without: it does not depend on the way to the internet.
  endpoints   = concat(["ecr.api", "ecr.dkr", "logs", "secretsmanager"], local.parts.ecs ? [] : ["ec2", "eks-auth", "sts"])
  data_stores = concat(local.parts.aurora ? ["aurora"] : [], local.parts.redis ? ["redis"] : [])
  # Those that pipelines push images of the company's own to.
  repositories = keys(local.company.image_repositories)
  container    = { environment = {}, port = 8080, secrets = {}, writable_paths = { "/tmp" = 64 } }
  task         = { cpu = local.size.cpu, memory = local.size.memory, log_retention_days = local.keep_days }
  autoscaling  = { min_tasks = values.production ? 2 : 1, max_tasks = local.size.tasks }

  # Names of buckets are unique in all of AWS.
  bucket = "${local.company.name}-${values.name}"
}

unit "vpc" {
  source                  = "${local.units}/vpc"
  path                    = "networking/vpc"
  no_dot_terragrunt_stack = true

  values = {
    cidr_block          = values.cidr_blocks.app
    eks_clusters        = local.parts.ecs ? [] : [values.name]
    interface_endpoints = values.production ? local.endpoints : []
    log_retention_days  = local.keep_days
    name                = values.name
    nat_gateways        = local.nats
    trusted_cidr_blocks = [values.cidr_blocks.mgmt]
    zones               = local.zones
  }
}

unit "vpc-mgmt" {
  source                  = "${local.units}/vpc-mgmt"
  path                    = "networking/vpc-mgmt"
  no_dot_terragrunt_stack = true

  values = {
    cidr_block          = values.cidr_blocks.mgmt
    log_retention_days  = local.keep_days
    name                = "${values.name}-mgmt"
    nat_gateways        = 1
    trusted_cidr_blocks = [values.cidr_blocks.app]
    zones               = local.zones
  }
}

unit "vpc-peering" {
  source                  = "${local.units}/vpc-peering"
  path                    = "networking/vpc-peering"
  no_dot_terragrunt_stack = true
  values                  = { name = "${values.name}-mgmt-to-${values.name}" }
}

unit "zones" {
  source                  = "${local.units}/zones"
  path                    = "networking/zones"
  no_dot_terragrunt_stack = true
  values                  = { domain = local.domain, force_destroy = local.destroyable }
}

unit "certificate" {
  source                  = "${local.units}/certificate"
  path                    = "networking/certificate"
  no_dot_terragrunt_stack = true
  values                  = { delegation = "shared-services/_global/delegations/${values.name}", domain = local.domain }
}

unit "alb-public" {
  source                  = "${local.units}/alb"
  path                    = "networking/alb-public"
  no_dot_terragrunt_stack = true

  values = {
    bucket_name         = "${local.bucket}-alb-public-logs"
    callers             = ["0.0.0.0/0"]
    deletion_protection = !local.destroyable
    force_destroy       = local.destroyable
    internal            = false
    name                = "${values.name}-public"
    waf                 = local.firewall ? { log_retention_days = local.keep_days } : null
  }
}

unit "alb-internal" {
  source                  = "${local.units}/alb"
  path                    = "networking/alb-internal"
  no_dot_terragrunt_stack = true

  values = {
    bucket_name         = "${local.bucket}-alb-internal-logs"
    callers             = [values.cidr_blocks.app, values.cidr_blocks.mgmt]
    deletion_protection = !local.destroyable
    force_destroy       = local.destroyable
    internal            = true
    name                = "${values.name}-private"
    waf                 = null
  }
}

unit "records" {
  source                  = "${local.units}/records"
  path                    = "networking/records"
  no_dot_terragrunt_stack = true
  values                  = { domain = local.domain, internal = ["backend"], public = ["", "www"] }
}

unit "aurora" {
  source                  = "${local.units}/aurora"
  path                    = "data-stores/aurora"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.aurora

  values = {
    backups = {
      final_snapshot = !local.destroyable
      retention_days = values.production ? 30 : 7
      vault          = values.production ? { force_destroy = local.destroyable } : null
    }
    deletion_protection = !local.destroyable
    engine              = values.database
    instances           = { for name in values.production ? ["a", "b"] : ["a"] : name => {} }
    log_retention_days  = local.keep_days
    name                = values.name
    serverless_capacity = local.size.capacity
    vpn                 = local.parts.vpn
  }
}

unit "redis" {
  source                  = "${local.units}/redis"
  path                    = "data-stores/redis"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.redis

  values = {
    engine               = values.cache
    log_retention_days   = local.keep_days
    multi_az             = values.production
    name                 = values.name
    nodes                = { per_shard = values.production ? 2 : 1, type = local.size.node }
    secret_recovery_days = local.destroyable ? 0 : 30
    snapshots            = { final_snapshot = !local.destroyable, retention_days = values.production ? 15 : 1 }
    vpn                  = local.parts.vpn
  }
}

unit "ecs-cluster" {
  source                  = "${local.units}/ecs-cluster"
  path                    = "services/ecs-cluster"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.ecs
  values                  = { log_retention_days = local.keep_days, name = values.name }
}

unit "eks-cluster" {
  source                  = "${local.units}/eks-cluster"
  path                    = "services/eks-cluster"
  no_dot_terragrunt_stack = true
  enabled                 = !local.parts.ecs

  values = {
    developers_may      = values.production ? "AmazonEKSViewPolicy" : "AmazonEKSEditPolicy"
    kubernetes_version  = "1.35"
    log_retention_days  = local.keep_days
    name                = values.name
    node_groups         = { general = { instance_types = [local.size.worker], min_size = values.production ? 3 : 2, max_size = local.size.tasks } }
    trusted_cidr_blocks = [values.cidr_blocks.mgmt]
  }
}

# Two samples, to be replaced by the company's own: what the internet sees, and what only it calls.
unit "frontend" {
  source                  = "${local.units}/ecs-service"
  path                    = "services/frontend"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.ecs

  values = {
    autoscaling   = local.autoscaling
    container     = merge(local.container, { image = local.company.images.frontend, environment = { BACKEND_URL = "https://backend.internal.${local.domain}" } })
    deployment    = { image_from_parameter = true }
    discoverable  = false
    load_balancer = { kind = "public", health_path = "/", host_names = [local.domain, "www.${local.domain}"], priority = 100 }
    name          = "frontend"
    repository    = contains(local.repositories, "frontend") ? "frontend" : null
    task          = local.task
    uses          = []
  }
}

unit "backend" {
  source                  = "${local.units}/ecs-service"
  path                    = "services/backend"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.ecs

  values = {
    autoscaling   = local.autoscaling
    container     = merge(local.container, { image = local.company.images.backend })
    deployment    = { image_from_parameter = true }
    discoverable  = false
    load_balancer = { kind = "internal", health_path = "/", host_names = ["backend.internal.${local.domain}"], priority = 100 }
    name          = "backend"
    repository    = contains(local.repositories, "backend") ? "backend" : null
    task          = local.task
    uses          = local.data_stores
  }
}

unit "ssm-access" {
  source                  = "${local.units}/ssm-access"
  path                    = "mgmt/ssm-access"
  no_dot_terragrunt_stack = true
  values                  = { log_retention_days = local.keep_days, name = values.name }
}

unit "openvpn-server" {
  source                  = "${local.units}/openvpn-server"
  path                    = "mgmt/openvpn-server"
  no_dot_terragrunt_stack = true
  enabled                 = local.parts.vpn

  values = {
    allowed_cidr_blocks   = values.vpn_cidr_blocks
    backup                = { bucket_name = "${local.bucket}-openvpn-backup", force_destroy = local.destroyable }
    certificate_authority = local.company.certificate_authority
    domain                = local.domain
    image                 = { ssm_parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }
    instance              = {}
    log_retention_days    = local.keep_days
    name                  = values.name
    routed_cidr_blocks    = [values.cidr_blocks.app, values.cidr_blocks.mgmt]
  }
}

unit "alarms" {
  source                  = "${local.units}/alarms-of-services"
  path                    = "observability/alarms"
  no_dot_terragrunt_stack = true
  values                  = { name = values.name, nat_gateways = local.nats, parts = local.parts }
}

unit "dashboard" {
  source                  = "${local.units}/dashboard"
  path                    = "observability/dashboard"
  no_dot_terragrunt_stack = true

  values = {
    cache_nodes  = values.production ? 2 : 1
    cluster_name = values.name
    name         = values.name
    nat_gateways = local.nats
    parts        = local.parts
  }
}

unit "log-groups" {
  source                  = "${local.units}/log-groups"
  path                    = "observability/log-groups"
  no_dot_terragrunt_stack = true
  values                  = { firewall = local.firewall, name = values.name, parts = local.parts }
}

unit "health-checks" {
  source                  = "${local.units}/health-checks"
  path                    = "observability/_global/health-checks"
  no_dot_terragrunt_stack = true
  values                  = { domain = local.domain, name = values.name }
}
