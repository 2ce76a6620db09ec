variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own, and when a node alarms: the processor and the memory in use, connections and evicted keys a minute (null for never), how far a replica is behind."
  type = object({
    topic_arns              = optional(map(string), {})
    connections             = optional(number)
    cpu_percent             = optional(number, 90)
    evictions               = optional(number)
    memory_percent          = optional(number, 80)
    replication_lag_seconds = optional(number, 10)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for percent in [var.alarms.cpu_percent, var.alarms.memory_percent] : percent > 0 && percent <= 100])
    error_message = "alarms.cpu_percent and memory_percent must be above 0 and at most 100, got ${var.alarms.cpu_percent} and ${var.alarms.memory_percent}."
  }
}

variable "allowed_security_group_ids" {
  description = "The security groups that may connect, by a name of your own that tells who they are."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "encryption" {
  description = "What encrypts memory on disk, snapshots, passwords and logs: \"own-key\" makes a key for this cache, \"given-key\" takes kms_key_arn. A cache cannot change its key: it would be made anew, without its data."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "engine" {
  description = "The engine, valkey or redis; its version (null for 8.0 and 7.1), whose patches are applied in the maintenance window (UTC); and parameters. Changes that interrupt wait for the window unless they are applied immediately."
  type = object({
    apply_immediately  = optional(bool, false)
    maintenance_window = optional(string, "sun:07:00-sun:08:00")
    name               = optional(string, "valkey")
    parameters         = optional(map(string), {})
    version            = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["redis", "valkey"], var.engine.name)
    error_message = "engine.name must be \"valkey\" or \"redis\", got \"${var.engine.name}\"."
  }
  validation {
    condition     = var.engine.version == null ? true : can(regex(var.engine.name == "redis" ? "^7\\.[0-9]+$" : "^[7-9]\\.[0-9]+$", var.engine.version))
    error_message = "engine.version must be such as \"8.0\" of valkey, or \"7.1\" of redis, and from 7 on, got \"${coalesce(var.engine.version, "null")}\"."
  }
  validation {
    condition     = !contains(keys(var.engine.parameters), "cluster-enabled")
    error_message = "engine.parameters cannot have cluster-enabled: nodes.shards switches it on."
  }
  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]$", var.engine.maintenance_window))
    error_message = "engine.maintenance_window must be such as \"sun:07:00-sun:08:00\", got \"${var.engine.maintenance_window}\"."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key when encryption is \"given-key\". Its policy must let in CloudWatch Logs."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "log_retention_days" {
  description = "For how many days the slow log and the engine's log are kept."
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

variable "multi_az" {
  description = "Whether the nodes of a shard are in different zones, so that a zone can fail."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.multi_az ? var.nodes.per_shard >= 2 : true
    error_message = "multi_az needs a replica: nodes.per_shard of 2 or more, got ${var.nodes.per_shard}."
  }
}

variable "name" {
  description = "The name of the cache. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9]){0,23}$", var.name)) && length(var.name) <= 24
    error_message = "name must be 1 to 24 lowercase letters and digits, with single hyphens between them, beginning with a letter, got \"${var.name}\"."
  }
}

variable "nodes" {
  description = "The type of the nodes, how many hold the same keys (one primary, the others replicas), and over how many shards keys are spread in cluster mode. Null shards are no cluster mode: all keys in one place, and clients need not know of shards."
  type = object({
    per_shard = optional(number, 2)
    shards    = optional(number)
    type      = optional(string, "cache.t4g.small")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 7), var.nodes.per_shard)
    error_message = "nodes.per_shard must be a whole number from 1 to 6, got ${var.nodes.per_shard}."
  }
  validation {
    condition     = var.nodes.shards == null ? true : contains(range(1, 501), var.nodes.shards)
    error_message = "nodes.shards must be a whole number from 1 to 500, or null, got ${coalesce(var.nodes.shards, 0)}."
  }
  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.nodes.type))
    error_message = "nodes.type must be such as \"cache.r7g.large\", got \"${var.nodes.type}\"."
  }
}

variable "secret_recovery_days" {
  description = "For how many days a deleted password can be recovered, 0 for not at all. Until then no other secret can have its name."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains(concat([0], range(7, 31)), var.secret_recovery_days)
    error_message = "secret_recovery_days must be 0, or from 7 to 30, got ${var.secret_recovery_days}."
  }
}

variable "snapshots" {
  description = "For how many days daily snapshots are kept (0 for none), at what time of day they are taken (UTC), and whether deleting the cache leaves the snapshot NAME-final. restore_from: the snapshot that the cache is made from; once it is made, that changes nothing."
  type = object({
    final_snapshot = optional(bool, true)
    restore_from   = optional(string)
    retention_days = optional(number, 15)
    window         = optional(string, "05:00-06:00")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(0, 36), var.snapshots.retention_days)
    error_message = "snapshots.retention_days must be a whole number from 0 to 35, got ${var.snapshots.retention_days}."
  }
  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.snapshots.window))
    error_message = "snapshots.window must be a time of day such as \"05:00-06:00\", got \"${var.snapshots.window}\"."
  }
}

variable "subnet_ids" {
  description = "The private subnets that the nodes are in, of at least two zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must be of at least two zones, got ${length(var.subnet_ids)} subnets."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "users" {
  description = "Who may sign in, by a key (the user is called NAME-KEY), what each may do as an access string, and by what: a \"password\", which is made and kept in Secrets Manager, and made anew with another password_version, or \"iam\"."
  type = map(object({
    access_string    = optional(string, "on ~* &* +@all -@dangerous +info")
    authentication   = optional(string, "password")
    password_version = optional(number, 1)
  }))
  default  = { app = {} }
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.users) : can(regex("^[a-z](-?[a-z0-9])*$", key)) && key != "default-off" && length(key) + length(var.name) <= 39])
    error_message = "Keys of users are lowercase letters and digits, with single hyphens between them, that make up to 40 characters with the name of the cache, got: ${join(", ", keys(var.users))}."
  }
  validation {
    condition     = alltrue([for user in values(var.users) : contains(["iam", "password"], user.authentication)])
    error_message = "authentication must be \"password\" or \"iam\", got: ${join(", ", values(var.users)[*].authentication)}."
  }
  validation {
    condition     = alltrue([for user in values(var.users) : can(regex("^(on|off) ", user.access_string))])
    error_message = "Access strings are such as \"on ~app:* +@read +@write\", got: ${join("; ", values(var.users)[*].access_string)}."
  }
}

variable "vpc_id" {
  description = "The ID of the VPC of the subnets."
  type        = string
  nullable    = false
}
