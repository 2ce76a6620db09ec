variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own."
  type = object({
    topic_arns = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "albs" {
  description = "Application load balancers by a name of your own. errors: from how many answers 5xx in 5 minutes (minimum), and from which share of all answers, there is an alarm. latency_seconds: what 99 of 100 requests may wait for their target. target_groups: ARN suffixes of groups none of whose targets may be unhealthy."
  type = map(object({
    arn_suffix = string
    errors = optional(object({
      minimum = optional(number, 10)
      percent = optional(number, 5)
    }), {})
    latency_seconds = optional(number, 2)
    service         = optional(string)
    target_groups   = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for alb in values(var.albs) : alb.errors.percent > 0 && alb.errors.percent < 100])
    error_message = "errors.percent must be between 0 and 100, unlike that of: ${join(", ", [for name, alb in var.albs : format("%s (%v)", name, alb.errors.percent) if alb.errors.percent <= 0 || alb.errors.percent >= 100])}."
  }
  validation {
    condition     = alltrue([for alb in values(var.albs) : alb.errors.minimum >= 1 && floor(alb.errors.minimum) == alb.errors.minimum])
    error_message = "errors.minimum must be a whole number from 1, unlike that of: ${join(", ", [for name, alb in var.albs : format("%s (%v)", name, alb.errors.minimum) if alb.errors.minimum < 1 || floor(alb.errors.minimum) != alb.errors.minimum])}."
  }
}

variable "aurora_clusters" {
  description = "Aurora clusters by a name of your own. The limits hold for each instance; latency_seconds is what a read from and a write to its disks may take on average; connections may be null for no limit."
  type = map(object({
    cluster_identifier  = string
    connections         = optional(number)
    cpu_percent         = optional(number, 90)
    free_memory_mib     = optional(number, 256)
    latency_seconds     = optional(number, 0.1)
    replica_lag_seconds = optional(number, 1)
    service             = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for cluster in values(var.aurora_clusters) : cluster.cpu_percent > 0 && cluster.cpu_percent < 100])
    error_message = "cpu_percent must be between 0 and 100, unlike that of: ${join(", ", [for name, cluster in var.aurora_clusters : format("%s (%v)", name, cluster.cpu_percent) if cluster.cpu_percent <= 0 || cluster.cpu_percent >= 100])}."
  }
}

variable "autoscaling_groups" {
  description = "Auto Scaling groups by a name of your own, such as that of a VPN server. minimum_instances is how many must be in service; 0 makes no alarm of it, and otherwise the group must collect GroupInServiceInstances."
  type = map(object({
    cpu_percent       = optional(number, 90)
    minimum_instances = optional(number, 1)
    name              = string
    service           = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.autoscaling_groups) : group.cpu_percent > 0 && group.cpu_percent < 100])
    error_message = "cpu_percent must be between 0 and 100, unlike that of: ${join(", ", [for name, group in var.autoscaling_groups : format("%s (%v)", name, group.cpu_percent) if group.cpu_percent <= 0 || group.cpu_percent >= 100])}."
  }
}

variable "certificates" {
  description = "Certificates of AWS Certificate Manager by a name of your own, and how many days before their end there is an alarm."
  type = map(object({
    arn     = string
    days    = optional(number, 30)
    service = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for certificate in values(var.certificates) : certificate.days >= 1 && certificate.days <= 60])
    error_message = "days must be from 1 to 60, because AWS renews a certificate 60 days before its end, unlike that of: ${join(", ", [for name, certificate in var.certificates : format("%s (%v)", name, certificate.days) if certificate.days < 1 || certificate.days > 60])}."
  }
}

variable "ecs_services" {
  description = "ECS services by a name of your own. minimum_running_tasks needs a cluster with Container Insights; 0 makes no alarm of it."
  type = map(object({
    cluster_name          = string
    cpu_percent           = optional(number, 90)
    memory_percent        = optional(number, 90)
    minimum_running_tasks = optional(number, 1)
    service               = optional(string)
    service_name          = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for ecs in values(var.ecs_services) : ecs.cpu_percent > 0 && ecs.memory_percent > 0])
    error_message = "cpu_percent and memory_percent must be above 0, unlike those of: ${join(", ", [for name, ecs in var.ecs_services : format("%s (%v, %v)", name, ecs.cpu_percent, ecs.memory_percent) if ecs.cpu_percent <= 0 || ecs.memory_percent <= 0])}."
  }
}

variable "name" {
  description = "What the names of the alarms begin with, such as the name of the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "name must be 1 to 64 letters, digits, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "nat_gateways" {
  description = "NAT gateways by a name of your own, and the share of packets that one may drop."
  type = map(object({
    dropped_percent = optional(number, 0.1)
    id              = string
    service         = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for nat in values(var.nat_gateways) : nat.dropped_percent > 0 && nat.dropped_percent < 100])
    error_message = "dropped_percent must be between 0 and 100, unlike that of: ${join(", ", [for name, nat in var.nat_gateways : format("%s (%v)", name, nat.dropped_percent) if nat.dropped_percent <= 0 || nat.dropped_percent >= 100])}."
  }
}

variable "notifications" {
  description = "Which alarms are published: \"parts\" all that look at a part, \"services\" that of a service in place of those of its parts, so that an outage is told once."
  type        = string
  default     = "parts"
  nullable    = false

  validation {
    condition     = contains(["parts", "services"], var.notifications)
    error_message = "notifications must be \"parts\" or \"services\", got \"${var.notifications}\"."
  }
}

variable "rds_instances" {
  description = "Databases of RDS by a name of your own. latency_seconds is what a read from and a write to the disks may take on average; connections may be null for no limit."
  type = map(object({
    connections      = optional(number)
    cpu_percent      = optional(number, 90)
    free_memory_mib  = optional(number, 256)
    free_storage_gib = optional(number, 5)
    identifier       = string
    latency_seconds  = optional(number, 0.1)
    service          = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for instance in values(var.rds_instances) : instance.cpu_percent > 0 && instance.cpu_percent < 100])
    error_message = "cpu_percent must be between 0 and 100, unlike that of: ${join(", ", [for name, instance in var.rds_instances : format("%s (%v)", name, instance.cpu_percent) if instance.cpu_percent <= 0 || instance.cpu_percent >= 100])}."
  }
}

variable "redis" {
  description = "Replication groups of ElastiCache by a name of your own. nodes is how many each shard has, the primary included; shards is null where cluster mode is off. The limits hold for each node; evictions, in 5 minutes, may be null for no limit."
  type = map(object({
    cpu_percent          = optional(number, 90)
    evictions            = optional(number)
    memory_percent       = optional(number, 80)
    nodes                = number
    replication_group_id = string
    service              = optional(string)
    shards               = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for redis in values(var.redis) : contains(range(1, 7), redis.nodes)])
    error_message = "nodes must be from 1 to 6, unlike that of: ${join(", ", [for name, redis in var.redis : format("%s (%v)", name, redis.nodes) if !contains(range(1, 7), redis.nodes)])}."
  }
  validation {
    condition     = alltrue([for redis in values(var.redis) : redis.shards == null ? true : contains(range(1, 501), redis.shards)])
    error_message = "shards must be from 1 to 500, or null where cluster mode is off, unlike that of: ${join(", ", [for name, redis in var.redis : format("%s (%v)", name, redis.shards) if redis.shards == null ? false : !contains(range(1, 501), redis.shards)])}."
  }
  validation {
    condition     = alltrue([for redis in values(var.redis) : redis.cpu_percent > 0 && redis.cpu_percent < 100 && redis.memory_percent > 0 && redis.memory_percent < 100])
    error_message = "cpu_percent and memory_percent must be between 0 and 100, got: ${join(", ", [for name, redis in var.redis : format("%s (%v, %v)", name, redis.cpu_percent, redis.memory_percent)])}."
  }
}

variable "services" {
  description = "The services that people know, which the parts above belong to (service). Each has an alarm of its own, made of those of its parts and of alarm_arns, alarms that other modules made, by a name of your own."
  type = map(object({
    alarm_arns  = optional(map(string), {})
    description = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for part in concat(
        values(var.albs)[*].service, values(var.aurora_clusters)[*].service, values(var.autoscaling_groups)[*].service,
        values(var.certificates)[*].service, values(var.ecs_services)[*].service, values(var.nat_gateways)[*].service,
        values(var.rds_instances)[*].service, values(var.redis)[*].service,
      ) : part == null ? true : contains(keys(var.services), part)
    ])
    error_message = "Parts belong to services that services does not have: ${join(", ", [
      for part in concat(
        values(var.albs)[*].service, values(var.aurora_clusters)[*].service, values(var.autoscaling_groups)[*].service,
        values(var.certificates)[*].service, values(var.ecs_services)[*].service, values(var.nat_gateways)[*].service,
        values(var.rds_instances)[*].service, values(var.redis)[*].service,
      ) : part if part == null ? false : !contains(keys(var.services), part)
    ])}."
  }
  validation {
    condition = alltrue([
      for name, service in var.services : length(service.alarm_arns) > 0 || contains(concat(
        values(var.albs)[*].service, values(var.aurora_clusters)[*].service, values(var.autoscaling_groups)[*].service,
        values(var.certificates)[*].service, values(var.ecs_services)[*].service, values(var.nat_gateways)[*].service,
        values(var.rds_instances)[*].service, values(var.redis)[*].service,
      ), name)
    ])
    error_message = "A service needs parts or alarm_arns; the services are ${join(", ", keys(var.services))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
