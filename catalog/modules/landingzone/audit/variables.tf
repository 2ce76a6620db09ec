variable "alarm_thresholds" {
  description = "From how many records within five minutes on an alarm is raised, by its name. Where nothing is said, one is enough."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold >= 1 && floor(threshold) == threshold])
    error_message = "alarm_thresholds must be whole numbers from 1, got: ${join(", ", [for name, threshold in var.alarm_thresholds : "${name} = ${threshold}"])}."
  }
  validation {
    condition = alltrue([
      for name in keys(var.alarm_thresholds) : contains([
        "break-glass-use", "cloudtrail-changes", "cmk-disabling-or-deletion", "config-changes", "console-authentication-failures",
        "console-sign-in-without-mfa", "iam-policy-changes", "network-acl-changes", "network-gateway-changes",
        "organizations-changes", "root-use", "route-table-changes", "s3-bucket-policy-changes", "security-group-changes",
        "unauthorized-api-calls", "vpc-changes",
      ], name)
    ])
    error_message = "alarm_thresholds names an alarm that there is not; they are listed in the README. Got: ${join(", ", keys(var.alarm_thresholds))}."
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

variable "break_glass_role_name" {
  description = "The name of the role whose use raises an alarm, in any account."
  type        = string
  default     = "break-glass"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.break_glass_role_name))
    error_message = "break_glass_role_name must be a name of an IAM role, got \"${var.break_glass_role_name}\"."
  }
}

variable "data_events" {
  description = "What the trail records of data: of objects in S3 \"all\", \"write\" or \"none\", but for those of the buckets named; and resource types of CloudTrail, such as \"AWS::Lambda::Function\". Records of data cost by their number."
  type = object({
    excluded_bucket_names = optional(set(string), [])
    resource_types        = optional(set(string), [])
    s3                    = optional(string, "all")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["all", "write", "none"], var.data_events.s3)
    error_message = "data_events.s3 must be \"all\", \"write\" or \"none\", got \"${var.data_events.s3}\"."
  }
  validation {
    condition     = alltrue([for type in var.data_events.resource_types : can(regex("^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$", type)) && type != "AWS::S3::Object"])
    error_message = "data_events.resource_types are such as \"AWS::Lambda::Function\" (objects in S3 are data_events.s3), got: ${join(", ", var.data_events.resource_types)}."
  }
}

variable "insights" {
  description = "Whether CloudTrail looks for unusual numbers of calls and errors, for a price by the number of calls."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_archive" {
  description = "The bucket that the trail writes into, and its key (landingzone/log-archive)."
  type = object({
    bucket_name = string
    kms_key_arn = string
  })
  nullable = false
}

variable "name" {
  description = "The name of the trail. The log archive lets in no other than the one it was told."
  type        = string
  default     = "organization"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$", var.name))
    error_message = "name must be 3 to 128 letters, digits, dots, underscores and hyphens, beginning and ending with a letter or digit, got \"${var.name}\"."
  }
}

variable "organization" {
  description = "The organization whose accounts the trail is for, by its ID and that of its management account. Null for a trail of this account alone."
  type = object({
    id                    = string
    management_account_id = string
  })
  default = null

  validation {
    condition     = var.organization == null ? true : can(regex("^o-[a-z0-9]{10,32}$", var.organization.id))
    error_message = "organization.id must be such as \"o-a1b2c3d4e5\", got \"${try(var.organization.id, "")}\"."
  }
}

variable "retention_days" {
  description = "For how many days CloudWatch keeps the records. The log archive keeps them longer."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.retention_days,
    )
    error_message = "retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.retention_days}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
