variable "bucket" {
  description = "A bucket that keeps each session as an object as well, such as one in the logs account that nobody here can delete from, the key that encrypts it, and the prefix. Null keeps sessions in the log group only."
  type = object({
    kms_key_arn = string
    name        = string
    prefix      = optional(string, "sessions/")
  })
  default = null

  validation {
    condition     = var.bucket == null ? true : can(regex("^([A-Za-z0-9_.=-]+/)+$", var.bucket.prefix))
    error_message = "bucket.prefix must be folders that each end with a slash, got \"${try(var.bucket.prefix, "")}\"."
  }
}

variable "document_name" {
  description = "The name of the document. Session Manager takes \"SSM-SessionManagerRunShell\" by itself, which there is once in each account and region; with another name people must say it (--document-name)."
  type        = string
  default     = "SSM-SessionManagerRunShell"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,128}$", var.document_name))
    error_message = "document_name must be 3 to 128 letters, digits, underscores, hyphens and dots, got \"${var.document_name}\"."
  }
}

variable "instance_tags" {
  description = "The tags, and their values, that an instance must have for people to open it. Without any, all instances are open to them."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_retention_days" {
  description = "For how many days sessions are kept in the log group."
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
  description = "What all that the module creates is named after, such as the name of the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,24}$", var.name))
    error_message = "name must be 1 to 25 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "port_forwarding" {
  description = "Whether people may also forward ports through instances, to databases for example. What passes there is not recorded."
  type        = bool
  default     = false
  nullable    = false
}

variable "session" {
  description = "How sessions are: after how many minutes without a key they close, and after how many in any case; the user of the system that they run as (null for the agent's own ssm-user); commands for Linux that each begins with."
  type = object({
    idle_minutes    = optional(number, 20)
    maximum_minutes = optional(number, 240)
    run_as          = optional(string)
    shell_profile   = optional(string, "")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 61), var.session.idle_minutes)
    error_message = "session.idle_minutes must be a whole number from 1 to 60, got ${var.session.idle_minutes}."
  }
  validation {
    condition     = var.session.maximum_minutes >= 1 && var.session.maximum_minutes <= 1440 && floor(var.session.maximum_minutes) == var.session.maximum_minutes
    error_message = "session.maximum_minutes must be a whole number from 1 to 1440, got ${var.session.maximum_minutes}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
