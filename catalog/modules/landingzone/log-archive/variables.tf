variable "access" {
  description = "Who of other accounts may read what is kept: account ids, which leave the choice to that account's IAM, or ARNs of IAM principals."
  type = object({
    read = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for principal in var.access.read : can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))])
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", var.access.read)}."
  }
}

variable "force_destroy" {
  description = "Whether destroying the module also deletes all records. AWS deletes no bucket that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep" {
  description = "After how many days records move to Glacier, and after how many they expire; and after how many the records of who read them expire."
  type = object({
    access_log_days    = optional(number, 731)
    archive_after_days = optional(number, 90)
    expire_after_days  = optional(number, 2557)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.keep.archive_after_days >= 1 && floor(var.keep.archive_after_days) == var.keep.archive_after_days
    error_message = "keep.archive_after_days must be a whole number from 1, got ${var.keep.archive_after_days}."
  }
  validation {
    condition     = var.keep.expire_after_days > var.keep.archive_after_days && floor(var.keep.expire_after_days) == var.keep.expire_after_days
    error_message = "keep.expire_after_days must be a whole number beyond keep.archive_after_days (${var.keep.archive_after_days}), got ${var.keep.expire_after_days}."
  }
  validation {
    condition     = var.keep.access_log_days >= 1 && floor(var.keep.access_log_days) == var.keep.access_log_days
    error_message = "keep.access_log_days must be a whole number from 1, got ${var.keep.access_log_days}."
  }
}

variable "name" {
  description = "What the names of the buckets begin with: NAME-cloudtrail-logs, NAME-config-logs, NAME-guardduty-findings, NAME-logs-access-logs. No other bucket in all of AWS may have them."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,42}$", var.name))
    error_message = "name must be 2 to 43 lowercase letters, digits and hyphens, beginning with a letter or digit, got \"${var.name}\"."
  }
}

variable "object_lock" {
  description = "For how many days nobody can delete a record of CloudTrail: in mode \"COMPLIANCE\" really nobody, in \"GOVERNANCE\" nobody without a permission for it. It can only be chosen when the bucket is made. Null locks nothing."
  type = object({
    days = optional(number, 365)
    mode = optional(string, "GOVERNANCE")
  })
  default = {}

  validation {
    condition     = var.object_lock == null ? true : contains(["COMPLIANCE", "GOVERNANCE"], var.object_lock.mode)
    error_message = "object_lock.mode must be \"COMPLIANCE\" or \"GOVERNANCE\", got \"${try(var.object_lock.mode, "")}\"."
  }
  validation {
    condition     = var.object_lock == null ? true : var.object_lock.days >= 1 && var.object_lock.days <= var.keep.expire_after_days
    error_message = "object_lock.days must be from 1 to keep.expire_after_days (${var.keep.expire_after_days}), got ${try(var.object_lock.days, "")}."
  }
}

variable "organization" {
  description = "The ID of the organization, all accounts of which Config and GuardDuty write for, and of its management account, which owns the trail."
  type = object({
    id                    = string
    management_account_id = string
  })
  nullable = false

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization.id))
    error_message = "organization.id must be such as \"o-a1b2c3d4e5\", got \"${var.organization.id}\"."
  }
  validation {
    condition     = can(regex("^[0-9]{12}$", var.organization.management_account_id))
    error_message = "organization.management_account_id must be 12 digits, got \"${var.organization.management_account_id}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "trail" {
  description = "The name and home region of the organization's trail, the only one that may write here (landingzone/audit)."
  type = object({
    name   = optional(string, "organization")
    region = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.trail.region))
    error_message = "trail.region must be a name such as \"us-west-2\", got \"${var.trail.region}\"."
  }
}
