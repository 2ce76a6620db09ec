variable "access" {
  description = "Who of other accounts may read states, or read and write them: account ids, which leave the choice to that account's IAM, or ARNs of IAM principals."
  type = object({
    read  = optional(set(string), [])
    write = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for principal in setunion(var.access.read, var.access.write) :
      can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))
    ])
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", setunion(var.access.read, var.access.write))}."
  }
}

variable "access_log_days" {
  description = "For how many days the records of who read and wrote states are kept."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.access_log_days >= 1 && floor(var.access_log_days) == var.access_log_days
    error_message = "access_log_days must be a whole number from 1, got ${var.access_log_days}."
  }
}

variable "force_destroy" {
  description = "Whether destroying the module also deletes the states and records that are left. AWS deletes no bucket that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "lock_table_name" {
  description = "The name of a DynamoDB table for programs that lock with one, such as Terraform before 1.10. Null makes none."
  type        = string
  default     = null

  validation {
    condition     = var.lock_table_name == null ? true : can(regex("^[A-Za-z0-9_.-]{3,255}$", var.lock_table_name))
    error_message = "lock_table_name must be 3 to 255 letters, digits, underscores, hyphens and dots, got \"${coalesce(var.lock_table_name, "null")}\"."
  }
}

variable "name" {
  description = "The name of the bucket. No other bucket in all of AWS may have it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,49}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 51 lowercase letters, digits and hyphens, beginning and ending with a letter or digit (the bucket NAME-access-logs needs the rest of S3's 63), got \"${var.name}\"."
  }
}

variable "old_states" {
  description = "How long a state is kept after a newer one took its place: for so many days, and the latest so many whatever their age."
  type = object({
    days     = optional(number, 365)
    versions = optional(number, 10)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.old_states.days >= 1 && floor(var.old_states.days) == var.old_states.days
    error_message = "old_states.days must be a whole number from 1, got ${var.old_states.days}."
  }
  validation {
    condition     = contains(range(1, 101), var.old_states.versions)
    error_message = "old_states.versions must be a whole number from 1 to 100, got ${var.old_states.versions}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
