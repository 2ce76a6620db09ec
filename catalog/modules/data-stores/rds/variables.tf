variable "alarms" {
  description = "The topics that alarms and events of RDS are published to, by a name of your own, and when the database alarms: processors in use, connections (null for never), memory and disk left, how long the disk takes."
  type = object({
    topic_arns       = optional(map(string), {})
    connections      = optional(number)
    cpu_percent      = optional(number, 90)
    free_memory_mib  = optional(number, 128)
    free_storage_gib = optional(number, 2)
    latency_seconds  = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.cpu_percent > 0 && var.alarms.cpu_percent <= 100
    error_message = "alarms.cpu_percent must be above 0 and at most 100, got ${var.alarms.cpu_percent}."
  }
}

variable "allowed_security_group_ids" {
  description = "The security groups that may connect, by a name of your own that tells who they are."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "backups" {
  description = "For how many days RDS can restore any second, at what time of day it takes its snapshots (UTC), and whether deleting the database leaves the snapshot NAME-final. vault: backups by AWS Backup as well, when, for how long, and into which vaults of other regions or accounts they are copied, and whether destroying the module deletes them (force_destroy). Null makes none."
  type = object({
    final_snapshot = optional(bool, true)
    retention_days = optional(number, 30)
    window         = optional(string, "05:00-06:00")
    vault = optional(object({
      copy_to_vault_arns = optional(map(string), {})
      force_destroy      = optional(bool, false)
      retention_days     = optional(number, 90)
      schedule           = optional(string, "cron(0 5 * * ? *)")
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 36), var.backups.retention_days)
    error_message = "backups.retention_days must be a whole number from 1 to 35, got ${var.backups.retention_days}."
  }
  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.backups.window))
    error_message = "backups.window must be a time of day such as \"05:00-06:00\", got \"${var.backups.window}\"."
  }
}

variable "database" {
  description = "The database that is made first (null for none), its master user, and after how many days that user's password is changed. restore_from_snapshot: the snapshot, by its identifier or ARN, that it is made from, with the same master user and, as encryption \"given-key\", the snapshot's key; once it is made, that changes nothing."
  type = object({
    master_username        = optional(string, "dbadmin")
    name                   = optional(string)
    password_rotation_days = optional(number, 30)
    restore_from_snapshot  = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.database.name == null ? true : can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,62}$", var.database.name))
    error_message = "database.name must be up to 63 letters, digits and underscores, beginning with a letter, got \"${coalesce(var.database.name, "null")}\"."
  }
  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,15}$", var.database.master_username)) && !contains(["admin", "postgres", "rdsadmin", "root"], lower(var.database.master_username))
    error_message = "database.master_username must be up to 16 letters, digits and underscores, beginning with a letter, and not one that everybody guesses (admin, postgres, root) or RDS keeps (rdsadmin), got \"${var.database.master_username}\"."
  }
  validation {
    condition     = contains(range(1, 1001), var.database.password_rotation_days)
    error_message = "database.password_rotation_days must be a whole number from 1 to 1000, got ${var.database.password_rotation_days}."
  }
  validation {
    condition     = var.database.restore_from_snapshot == null ? true : var.encryption == "given-key"
    error_message = "RDS restores ${coalesce(var.database.restore_from_snapshot, "null")} with the key that it is encrypted with, and another key would make the database anew: give that key as kms_key_arn, with encryption \"given-key\"."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database."
  type        = bool
  default     = true
  nullable    = false
}

variable "encryption" {
  description = "What encrypts storage, backups, the password, logs and Performance Insights: \"own-key\" makes a key for this database, \"given-key\" takes kms_key_arn. A database cannot change its key: it would be made anew, without its data."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "engine" {
  description = "The engine, postgres, mysql or mariadb; its version, best a major one (null for 16, 8.4 and 11.4), as minor ones are upgraded in the maintenance window (UTC); and parameters. Changes that interrupt wait for the window unless they are applied immediately."
  type = object({
    allow_major_version_upgrade = optional(bool, false)
    apply_immediately           = optional(bool, false)
    maintenance_window          = optional(string, "sun:07:00-sun:08:00")
    name                        = optional(string, "postgres")
    parameters                  = optional(map(string), {})
    version                     = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["mariadb", "mysql", "postgres"], var.engine.name)
    error_message = "engine.name must be \"postgres\", \"mysql\" or \"mariadb\", got \"${var.engine.name}\"."
  }
  validation {
    condition     = var.engine.version == null ? true : can(regex(var.engine.name == "postgres" ? "^[0-9]{2}($|\\.)" : "^[0-9]+\\.[0-9]+($|\\.)", var.engine.version))
    error_message = "engine.version must be such as \"16\" or \"16.8\" of postgres, \"8.4\" of mysql, \"11.4\" of mariadb, got \"${coalesce(var.engine.version, "null")}\"."
  }
  validation {
    condition     = alltrue([for name in ["rds.force_ssl", "require_secure_transport"] : !contains(keys(var.engine.parameters), name)])
    error_message = "engine.parameters cannot take back that connections are encrypted, got: ${join(", ", keys(var.engine.parameters))}."
  }
  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]$", var.engine.maintenance_window))
    error_message = "engine.maintenance_window must be such as \"sun:07:00-sun:08:00\", got \"${var.engine.maintenance_window}\"."
  }
}

variable "instance" {
  description = "The size of the database: its class, the disk at first and how far AWS lets it grow, its type, and beyond what the type brings, I/O operations and MiB a second (null for no more)."
  type = object({
    class            = optional(string, "db.t4g.medium")
    iops             = optional(number)
    max_storage_gib  = optional(number, 200)
    storage_gib      = optional(number, 20)
    storage_type     = optional(string, "gp3")
    throughput_mibps = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance.class))
    error_message = "instance.class must be such as \"db.t4g.medium\", got \"${var.instance.class}\"."
  }
  validation {
    condition     = contains(["gp3", "io2"], var.instance.storage_type)
    error_message = "instance.storage_type must be \"gp3\" or \"io2\", got \"${var.instance.storage_type}\"."
  }
  validation {
    condition     = var.instance.storage_gib >= 20 && var.instance.max_storage_gib >= var.instance.storage_gib * 1.1
    error_message = "instance.storage_gib must be at least 20, and max_storage_gib a tenth more or larger, got ${var.instance.storage_gib} and ${var.instance.max_storage_gib}."
  }
  validation {
    condition     = var.instance.storage_type == "io2" ? var.instance.iops != null : true
    error_message = "instance.iops is needed with storage_type \"io2\"."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key when encryption is \"given-key\". Its policy must let in CloudWatch Logs, and the accounts that backups are copied to."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "monitoring" {
  description = "How often the operating system is looked at (every so many seconds, 0 for never), for how many days Performance Insights keeps what queries waited for (7, months of 31 days, or 731; null switches it off), and for how many days logs are kept."
  type = object({
    enhanced_seconds          = optional(number, 60)
    log_retention_days        = optional(number, 365)
    performance_insights_days = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring.enhanced_seconds)
    error_message = "monitoring.enhanced_seconds must be 0, 1, 5, 10, 15, 30 or 60, got ${var.monitoring.enhanced_seconds}."
  }
  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.monitoring.log_retention_days,
    )
    error_message = "monitoring.log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.monitoring.log_retention_days}."
  }
  validation {
    condition     = var.monitoring.performance_insights_days == null ? true : contains(concat([7, 731], range(31, 714, 31)), var.monitoring.performance_insights_days)
    error_message = "monitoring.performance_insights_days must be 7, a multiple of 31 up to 713, or 731, got ${coalesce(var.monitoring.performance_insights_days, 0)}."
  }
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over when the database, or its zone, fails."
  type        = bool
  default     = true
  nullable    = false
}

variable "name" {
  description = "The name of the database. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9]){0,31}$", var.name)) && length(var.name) <= 32
    error_message = "name must be 1 to 32 lowercase letters and digits, with single hyphens between them, beginning with a letter, got \"${var.name}\"."
  }
}

variable "subnet_ids" {
  description = "The private subnets that the database and its standby are in, of at least two zones."
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

variable "vpc_id" {
  description = "The ID of the VPC of the subnets."
  type        = string
  nullable    = false
}
