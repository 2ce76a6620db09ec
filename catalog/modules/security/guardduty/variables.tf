variable "alarm_severity" {
  description = "The severity from which on a finding is published to the topics: 1 low, 4 medium, 7 high, 9 critical."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.alarm_severity >= 1 && var.alarm_severity <= 10
    error_message = "alarm_severity must be from 1 to 10, got ${var.alarm_severity}."
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

variable "features" {
  description = "What GuardDuty looks at, beside the calls, flows and DNS queries that it always looks at. RUNTIME_MONITORING installs agents."
  type        = set(string)
  default     = ["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]
  nullable    = false

  validation {
    condition = alltrue([
      for feature in var.features : contains(
        ["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"],
        feature,
      )
    ])
    error_message = "features can be EBS_MALWARE_PROTECTION, EKS_AUDIT_LOGS, LAMBDA_NETWORK_LOGS, RDS_LOGIN_EVENTS, RUNTIME_MONITORING and S3_DATA_EVENTS, got: ${join(", ", var.features)}."
  }
}

variable "finding_publishing_frequency" {
  description = "How soon it is told that a finding was made again: FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS. New ones are told at once."
  type        = string
  default     = "FIFTEEN_MINUTES"
  nullable    = false

  validation {
    condition     = contains(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"], var.finding_publishing_frequency)
    error_message = "finding_publishing_frequency must be FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS, got \"${var.finding_publishing_frequency}\"."
  }
}

variable "findings_archive" {
  description = "The bucket that findings are kept in, and its key (landingzone/log-archive). Null keeps them in GuardDuty, for 90 days."
  type = object({
    bucket_arn  = string
    kms_key_arn = string
  })
  default = null
}

variable "organization" {
  description = "Whether the account administers GuardDuty for all accounts of the organization, those that will be added too. Otherwise GuardDuty looks at this account alone, and the provider aws.management is not used."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
