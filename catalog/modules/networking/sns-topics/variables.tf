variable "encryption" {
  description = "What encrypts the messages: \"own-key\" makes one key for all topics, \"given-key\" takes kms_key_arn."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the messages when encryption is \"given-key\". Its policy must let in whoever publishes."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "slack" {
  description = "The Slack workspace and channel that show what is published to any of the topics. The workspace must have been connected in the console of Amazon Q Developer in chat applications. Null shows nothing."
  type = object({
    channel_id   = string
    workspace_id = string
  })
  default = null

  validation {
    condition     = var.slack == null ? true : can(regex("^[A-Z0-9]+$", var.slack.channel_id)) && can(regex("^T[A-Z0-9]+$", var.slack.workspace_id))
    error_message = "slack takes IDs such as \"C0123456789\" and \"T0123456789\", got \"${try(var.slack.channel_id, "")}\" and \"${try(var.slack.workspace_id, "")}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "topics" {
  description = "The topics by name. services: principals of AWS services that publish for this account. access: account ids or ARNs of IAM principals of other accounts that subscribe (read) or publish (write). subscriptions: who gets the messages, by a name of your own."
  type = map(object({
    display_name = optional(string)
    services     = optional(set(string), ["cloudwatch.amazonaws.com", "events.amazonaws.com"])
    access = optional(object({
      read  = optional(set(string), [])
      write = optional(set(string), [])
    }), {})
    subscriptions = optional(map(object({
      protocol = string
      endpoint = string
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.topics) : can(regex("^[A-Za-z0-9_-]{1,256}$", name))])
    error_message = "Names of topics are 1 to 256 letters, digits, underscores and hyphens, got: ${join(", ", keys(var.topics))}."
  }
  validation {
    condition     = alltrue(flatten([for topic in values(var.topics) : [for service in topic.services : endswith(service, ".amazonaws.com")]]))
    error_message = "services are names such as \"cloudwatch.amazonaws.com\", got: ${join(", ", flatten([for topic in values(var.topics) : tolist(topic.services)]))}."
  }
  validation {
    condition = alltrue(flatten([
      for topic in values(var.topics) : [
        for principal in setunion(topic.access.read, topic.access.write) :
        can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))
      ]
    ]))
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", flatten([for topic in values(var.topics) : tolist(setunion(topic.access.read, topic.access.write))]))}."
  }
  validation {
    condition = alltrue(flatten([
      for topic in values(var.topics) : [
        for subscription in values(topic.subscriptions) :
        contains(["email", "email-json", "firehose", "https", "lambda", "sms", "sqs"], subscription.protocol)
      ]
    ]))
    error_message = "Protocols of subscriptions are email, email-json, firehose, https, lambda, sms and sqs, got: ${join(", ", flatten([for topic in values(var.topics) : [for subscription in values(topic.subscriptions) : subscription.protocol]]))}."
  }
}
