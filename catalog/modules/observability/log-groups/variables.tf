variable "encryption" {
  description = "What encrypts the log groups: \"own-key\" makes one key for all of them, \"given-key\" takes kms_key_arn."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "groups" {
  description = "The log groups by name; none where only groups of other modules are subscribed. class INFREQUENT_ACCESS is half the price, and can be neither subscribed to nor filtered for metrics. filter_pattern: what the subscription takes of the group, nothing for all. keep_when_destroyed leaves the group where it is when the module is destroyed."
  type = map(object({
    class               = optional(string, "STANDARD")
    filter_pattern      = optional(string, "")
    keep_when_destroyed = optional(bool, false)
    retention_days      = optional(number, 365)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.groups) : can(regex("^[A-Za-z0-9_/.#-]{1,512}$", name))])
    error_message = "Names of log groups are 1 to 512 letters, digits and \"_/.#-\", got: ${join(", ", keys(var.groups))}."
  }
  validation {
    condition     = alltrue([for group in values(var.groups) : contains(["INFREQUENT_ACCESS", "STANDARD"], group.class)])
    error_message = "class must be \"STANDARD\" or \"INFREQUENT_ACCESS\", got: ${join(", ", values(var.groups)[*].class)}."
  }
  validation {
    condition = alltrue([
      for group in values(var.groups) : contains(
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
        group.retention_days,
      )
    ])
    error_message = "retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got: ${join(", ", values(var.groups)[*].retention_days)}."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the log groups when encryption is \"given-key\". Its policy must let in CloudWatch Logs."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "name" {
  description = "What the key is named after: its alias is NAME-logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9/_-]{1,240}$", var.name)) && !startswith(var.name, "aws/")
    error_message = "name must be 1 to 240 letters, digits, slashes, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "other_group_names" {
  description = "The names of log groups that other modules made and that are subscribed to as well, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.other_group_names) == 0 || var.subscription != null
    error_message = "other_group_names are of use with subscription only."
  }
}

variable "subscription" {
  description = "Where every line is sent on to: the ARN of a destination in the logs account (observability/log-destination), or of a stream of this account with the role that may write there. Null sends nothing."
  type = object({
    destination_arn = string
    name            = optional(string, "archive")
    role_arn        = optional(string)
  })
  default = null
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
