variable "alarm_arns" {
  description = "The alarms whose state is shown, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.alarm_arns) <= 100
    error_message = "CloudWatch shows 100 alarms at most, got ${length(var.alarm_arns)}: show those of services instead of those of their parts."
  }
}

variable "albs" {
  description = "Application load balancers by a name of your own; target_groups: ARN suffixes of their groups."
  type = map(object({
    arn_suffix    = string
    target_groups = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

variable "aurora_clusters" {
  description = "Aurora clusters by a name of your own."
  type = map(object({
    cluster_identifier = string
  }))
  default  = {}
  nullable = false
}

variable "autoscaling_groups" {
  description = "Auto Scaling groups by a name of your own, such as that of a VPN server."
  type = map(object({
    name = string
  }))
  default  = {}
  nullable = false
}

variable "ecs_services" {
  description = "ECS services by a name of your own. How many tasks run is only known of a cluster with Container Insights."
  type = map(object({
    cluster_name = string
    service_name = string
  }))
  default  = {}
  nullable = false
}

variable "eks_clusters" {
  description = "EKS clusters by a name of your own."
  type = map(object({
    cluster_name = string
  }))
  default  = {}
  nullable = false
}

variable "log_group_names" {
  description = "Log groups whose latest errors are shown, by a name of your own. Looking at the dashboard pays for what is searched."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.log_group_names) <= 50
    error_message = "A query searches 50 log groups at most, got ${length(var.log_group_names)}."
  }
}

variable "name" {
  description = "The name of the dashboard, such as that of the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.name))
    error_message = "name must be 1 to 255 letters, digits, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "nat_gateways" {
  description = "NAT gateways by a name of your own."
  type = map(object({
    id = string
  }))
  default  = {}
  nullable = false
}

variable "rds_instances" {
  description = "Databases of RDS by a name of your own."
  type = map(object({
    identifier = string
  }))
  default  = {}
  nullable = false
}

variable "redis" {
  description = "Replication groups of ElastiCache by a name of your own. nodes is how many each shard has, the primary included; shards is null where cluster mode is off."
  type = map(object({
    nodes                = number
    replication_group_id = string
    shards               = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for redis in values(var.redis) : contains(range(1, 7), redis.nodes)])
    error_message = "nodes must be from 1 to 6, unlike that of: ${join(", ", [for name, redis in var.redis : format("%s (%v)", name, redis.nodes) if !contains(range(1, 7), redis.nodes)])}."
  }
}

variable "region" {
  description = "The region whose metrics are shown."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a name such as \"us-west-2\", got \"${var.region}\"."
  }
}
