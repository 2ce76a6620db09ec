variable "access" {
  description = "Who of other accounts may receive messages (read), or send them (write): account ids, which leave the choice to that account's IAM, or ARNs of IAM principals."
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

variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own, and when there is one: at so many dead letters, and when a message has been waiting for so long."
  type = object({
    topic_arns             = optional(map(string), {})
    dead_letters           = optional(number, 1)
    oldest_message_seconds = optional(number, 3600)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.dead_letters >= 1 && var.alarms.oldest_message_seconds >= 1
    error_message = "alarms.dead_letters and oldest_message_seconds must be from 1, got ${var.alarms.dead_letters} and ${var.alarms.oldest_message_seconds}."
  }
}

variable "dead_letters" {
  description = "After how many receives that nobody finished a message goes to the queue of dead letters, and for how many days it stays there. The days count from when the message was sent, so they should be more than retention_days."
  type = object({
    after_receives = optional(number, 5)
    retention_days = optional(number, 14)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 1001), var.dead_letters.after_receives)
    error_message = "dead_letters.after_receives must be a whole number from 1 to 1000, got ${var.dead_letters.after_receives}."
  }
  validation {
    condition     = var.dead_letters.retention_days <= 14 && var.dead_letters.retention_days >= var.retention_days
    error_message = "dead_letters.retention_days must be at most 14, and not less than retention_days (${var.retention_days}), got ${var.dead_letters.retention_days}."
  }
}

variable "delay_seconds" {
  description = "For how many seconds a message that was sent stays invisible."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.delay_seconds >= 0 && var.delay_seconds <= 900 && floor(var.delay_seconds) == var.delay_seconds
    error_message = "delay_seconds must be a whole number from 0 to 900, got ${var.delay_seconds}."
  }
}

variable "encryption" {
  description = "What encrypts the messages: \"own-key\" makes a key for this queue, \"given-key\" takes kms_key_arn."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "fifo" {
  description = "Messages of one group come in the order in which they were sent, and each once: whether its content tells that a message is the same, and whether groups are counted one by one, for many messages a second. Null keeps neither order nor count, as is usual."
  type = object({
    content_based_deduplication = optional(bool, false)
    high_throughput             = optional(bool, false)
  })
  default = null
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the messages when encryption is \"given-key\". Its policy must let in whoever access and sources let in."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "max_message_kib" {
  description = "How large a message may be, in KiB."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = contains(range(1, 257), var.max_message_kib)
    error_message = "max_message_kib must be a whole number from 1 to 256, got ${var.max_message_kib}."
  }
}

variable "name" {
  description = "The name of the queue. That of the dead letters ends with -dead-letters, and both with .fifo where fifo is given."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,62}$", var.name))
    error_message = "name must be 1 to 62 letters, digits, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "retention_days" {
  description = "For how many days a message waits for somebody who handles it."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.retention_days > 0 && var.retention_days <= 14
    error_message = "retention_days must be above 0 and at most 14, got ${var.retention_days}."
  }
}

variable "sources" {
  description = "What of AWS services sends messages, by a name of your own: the service's principal, such as \"sns.amazonaws.com\", and the ARN of the topic, rule or bucket that sends."
  type = map(object({
    arn     = string
    service = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for source in values(var.sources) : endswith(source.service, ".amazonaws.com")])
    error_message = "Services are names such as \"sns.amazonaws.com\", got: ${join(", ", values(var.sources)[*].service)}."
  }
  validation {
    condition     = alltrue([for name in keys(var.sources) : can(regex("^[A-Za-z0-9-]+$", name))])
    error_message = "Names of sources are letters, digits and hyphens, got: ${join(", ", keys(var.sources))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "visibility_timeout_seconds" {
  description = "For how many seconds a message that somebody received is hidden from others. For a Lambda function, six times its timeout."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 0 && var.visibility_timeout_seconds <= 43200 && floor(var.visibility_timeout_seconds) == var.visibility_timeout_seconds
    error_message = "visibility_timeout_seconds must be a whole number from 0 to 43200, got ${var.visibility_timeout_seconds}."
  }
}
