variable "alarm_thresholds" {
  description = "The percentages of the instances' CPU and memory, used or reserved by tasks, above which an alarm is raised after a quarter of an hour."
  type = object({
    cpu_percent                = optional(number, 90)
    cpu_reservation_percent    = optional(number, 95)
    memory_percent             = optional(number, 90)
    memory_reservation_percent = optional(number, 95)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for percent in values(var.alarm_thresholds) : percent > 0 && percent <= 100])
    error_message = "alarm_thresholds are percentages above 0, got: ${join(", ", [for name, percent in var.alarm_thresholds : "${name} = ${percent}"])}."
  }
}

variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own."
  type = object({
    topic_arns = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "container_insights" {
  description = "How much CloudWatch measures: \"enhanced\" down to single containers, \"enabled\" down to services, \"disabled\" only what is free."
  type        = string
  default     = "enhanced"
  nullable    = false

  validation {
    condition     = contains(["disabled", "enabled", "enhanced"], var.container_insights)
    error_message = "container_insights must be \"enhanced\", \"enabled\" or \"disabled\", got \"${var.container_insights}\"."
  }
}

variable "default_capacity_providers" {
  description = "Where tasks run that say nothing else, by capacity provider: FARGATE, FARGATE_SPOT, or a name of instances. The first base tasks go to the one that has a base, further ones are shared out by weight."
  type = map(object({
    base   = optional(number, 0)
    weight = optional(number, 1)
  }))
  default  = { FARGATE = {} }
  nullable = false

  validation {
    condition = alltrue([
      for name in keys(var.default_capacity_providers) : contains(concat(["FARGATE", "FARGATE_SPOT"], keys(var.instances)), name)
    ])
    error_message = "default_capacity_providers are FARGATE, FARGATE_SPOT and the names of instances, got: ${join(", ", keys(var.default_capacity_providers))}."
  }
  validation {
    condition     = length(setintersection(keys(var.default_capacity_providers), ["FARGATE", "FARGATE_SPOT"])) == 0 || length(setintersection(keys(var.default_capacity_providers), keys(var.instances))) == 0
    error_message = "default_capacity_providers are of one kind, Fargate or instances, got: ${join(", ", keys(var.default_capacity_providers))}."
  }
  validation {
    condition     = length([for provider in values(var.default_capacity_providers) : provider if provider.base > 0]) <= 1
    error_message = "Only one of default_capacity_providers may have a base, got: ${join(", ", [for name, provider in var.default_capacity_providers : name if provider.base > 0])}."
  }
}

variable "instances" {
  description = "The EC2 instances that tasks run on beside Fargate, by a name of your own: from how many to how many, and how full ECS keeps them (target_capacity_percent; below 100 leaves room for tasks that start soon). They are replaced after max_lifetime_days, and come with a patched image."
  type = map(object({
    architecture            = optional(string, "x86_64")
    instance_type           = string
    min_size                = optional(number, 0)
    max_size                = number
    disk_gb                 = optional(number, 50)
    max_lifetime_days       = optional(number, 14)
    target_capacity_percent = optional(number, 100)
    warmup_seconds          = optional(number, 120)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.instances) : can(regex("^[a-z][a-z0-9-]{0,31}$", name))])
    error_message = "Names of instances are 1 to 32 lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", keys(var.instances))}."
  }
  validation {
    condition     = alltrue([for kind in values(var.instances) : contains(["arm64", "x86_64"], kind.architecture)])
    error_message = "The architecture of instances is \"arm64\" or \"x86_64\", got: ${join(", ", values(var.instances)[*].architecture)}."
  }
  validation {
    condition     = alltrue([for kind in values(var.instances) : kind.min_size >= 0 && kind.max_size >= 1 && kind.min_size <= kind.max_size])
    error_message = "min_size must be from 0 to max_size, unlike that of: ${join(", ", [for name, kind in var.instances : "${name} (${kind.min_size} to ${kind.max_size})"])}."
  }
  validation {
    condition     = alltrue([for kind in values(var.instances) : kind.disk_gb >= 30])
    error_message = "The disks of instances must have 30 GB, which is the size of the image, or more, got: ${join(", ", values(var.instances)[*].disk_gb)}."
  }
  validation {
    condition     = alltrue([for kind in values(var.instances) : kind.max_lifetime_days >= 1 && kind.max_lifetime_days <= 365])
    error_message = "max_lifetime_days must be from 1 to 365, got: ${join(", ", values(var.instances)[*].max_lifetime_days)}."
  }
  validation {
    condition     = alltrue([for kind in values(var.instances) : kind.target_capacity_percent >= 1 && kind.target_capacity_percent <= 100])
    error_message = "target_capacity_percent must be from 1 to 100, got: ${join(", ", values(var.instances)[*].target_capacity_percent)}."
  }
}

variable "log_retention_days" {
  description = "For how many days the records of sessions inside containers and of Container Insights are kept."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days,
    )
    error_message = "log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.log_retention_days}."
  }
}

variable "name" {
  description = "The name of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name)) && !can(regex("^(aws|ecs|fargate)", var.name))
    error_message = "name must be 1 to 24 lowercase letters, digits and hyphens, beginning with a letter but not with \"aws\", \"ecs\" or \"fargate\", got \"${var.name}\"."
  }
}

variable "namespace" {
  description = "The Cloud Map namespace in which services find each other: with private_dns by names in a private zone of the VPC, and by Service Connect; without, by Service Connect alone. Null for none."
  type = object({
    name        = string
    private_dns = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.namespace == null ? true : can(regex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", var.namespace.name))
    error_message = "namespace.name must be a name such as \"dev.internal\", got \"${try(var.namespace.name, "")}\"."
  }
}

variable "subnet_ids" {
  description = "The IDs of the subnets that instances run in, one in each zone. Fargate needs none here."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.instances) == 0 || length(var.subnet_ids) > 0
    error_message = "Instances (${join(", ", keys(var.instances))}) need subnet_ids to run in."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc_id" {
  description = "The ID of the VPC of instances and of a namespace with private_dns. Null where there is neither."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id != null || (length(var.instances) == 0 && !try(var.namespace.private_dns, false))
    error_message = "Instances and a namespace with private_dns need the vpc_id that they belong to."
  }
}
