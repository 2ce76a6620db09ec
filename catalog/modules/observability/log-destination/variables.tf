variable "access" {
  description = "The ids of the accounts whose log groups may be subscribed (write)."
  type = object({
    write = set(string)
  })
  nullable = false

  validation {
    condition     = length(var.access.write) > 0 && alltrue([for account in var.access.write : can(regex("^[0-9]{12}$", account))])
    error_message = "access.write takes at least one account id of 12 digits, got: ${join(", ", var.access.write)}."
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

variable "bucket" {
  description = "The bucket of this account and region that lines are kept in, the key that encrypts them, and the prefix below which they are written."
  type = object({
    arn         = string
    kms_key_arn = string
    prefix      = optional(string, "cloudwatch-logs/")
  })
  nullable = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[a-z0-9.-]{3,63}$", var.bucket.arn))
    error_message = "bucket.arn must be the ARN of a bucket, got \"${var.bucket.arn}\"."
  }
  validation {
    condition     = can(regex("^([A-Za-z0-9_.=-]+/)+$", var.bucket.prefix))
    error_message = "bucket.prefix must be folders that each end with a slash, got \"${var.bucket.prefix}\"."
  }
}

variable "buffering" {
  description = "When an object is written: after so many seconds, or with so many MiB."
  type = object({
    mib     = optional(number, 64)
    seconds = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.buffering.mib >= 1 && var.buffering.mib <= 128
    error_message = "buffering.mib must be from 1 to 128, got ${var.buffering.mib}."
  }
  validation {
    condition     = var.buffering.seconds >= 60 && var.buffering.seconds <= 900
    error_message = "buffering.seconds must be from 60 to 900, got ${var.buffering.seconds}."
  }
}

variable "name" {
  description = "The name of the destination, and of its stream."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,32}$", var.name))
    error_message = "name must be 1 to 32 letters, digits, underscores, hyphens and dots, got \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
