variable "lock" {
  description = "What holds for everything in the vault: for how many days at least, and at most (null for any), it is kept. Before that nobody deletes it, and what is to be kept for shorter or longer does not come in. compliance_after_days: after how many days, from 3, nobody can take the lock away any more, AWS included; null leaves that to those who may by IAM. Null locks nothing."
  type = object({
    compliance_after_days = optional(number)
    max_retention_days    = optional(number)
    min_retention_days    = optional(number, 7)
  })
  default = {}

  validation {
    condition     = var.lock == null ? true : var.lock.min_retention_days >= 1 && floor(var.lock.min_retention_days) == var.lock.min_retention_days
    error_message = "lock.min_retention_days must be a whole number from 1, got ${try(var.lock.min_retention_days, "null")}."
  }
  validation {
    condition     = try(var.lock.max_retention_days, null) == null ? true : var.lock.max_retention_days >= var.lock.min_retention_days
    error_message = "lock.max_retention_days must not be below min_retention_days, got ${try(coalesce(var.lock.max_retention_days), "null")} and ${try(var.lock.min_retention_days, "null")}."
  }
  validation {
    condition     = try(var.lock.compliance_after_days, null) == null ? true : var.lock.compliance_after_days >= 3
    error_message = "lock.compliance_after_days must be from 3, got ${try(coalesce(var.lock.compliance_after_days), "null")}."
  }
}

variable "name" {
  description = "The name of the vault. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{2,50}$", var.name))
    error_message = "name must be 2 to 50 letters, digits, hyphens and underscores, got \"${var.name}\"."
  }
}

variable "source_account_ids" {
  description = "The accounts that may copy backups into the vault, by a name of your own. They must be of the same organization."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.source_account_ids) : can(regex("^[0-9]{12}$", id))])
    error_message = "source_account_ids are 12 digits each, got: ${join(", ", values(var.source_account_ids))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
