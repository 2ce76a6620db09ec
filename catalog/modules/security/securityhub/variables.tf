variable "alarm_severities" {
  description = "The severities of which new findings are published to the topics: INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL."
  type        = set(string)
  default     = ["CRITICAL", "HIGH"]
  nullable    = false

  validation {
    condition     = alltrue([for severity in var.alarm_severities : contains(["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"], severity)])
    error_message = "alarm_severities can be INFORMATIONAL, LOW, MEDIUM, HIGH and CRITICAL, got: ${join(", ", var.alarm_severities)}."
  }
  validation {
    condition     = length(var.alarm_severities) > 0
    error_message = "alarm_severities needs at least one severity; to be told of nothing, leave alarms empty."
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

variable "disabled_controls" {
  description = "The controls that no account of the organization is checked for, such as \"IAM.6\", each with the reason."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for control in keys(var.disabled_controls) : can(regex("^[A-Za-z0-9]+\\.[0-9]+$", control))])
    error_message = "disabled_controls are such as \"IAM.6\", got: ${join(", ", keys(var.disabled_controls))}."
  }
  validation {
    condition     = alltrue([for reason in values(var.disabled_controls) : length(reason) > 0])
    error_message = "Every disabled control needs a reason; none have: ${join(", ", [for control, reason in var.disabled_controls : control if length(reason) == 0])}."
  }
  validation {
    condition     = length(var.disabled_controls) == 0 || var.organization != null
    error_message = "disabled_controls are a matter of the organization's policy; without organization they say nothing."
  }
}

variable "linked_regions" {
  description = "The other regions whose findings come to this one, and which the organization's policy is for too."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.linked_regions : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", region))])
    error_message = "linked_regions takes names such as \"eu-west-1\", got: ${join(", ", var.linked_regions)}."
  }
}

variable "organization" {
  description = "The root (or organizational unit) of the organization whose accounts are all checked, those that will be added too. Null checks this account alone, and the provider aws.management is not used."
  type = object({
    root_id = string
  })
  default = null

  validation {
    condition     = var.organization == null ? true : can(regex("^(r|ou)-[a-z0-9-]+$", var.organization.root_id))
    error_message = "organization.root_id must be such as \"r-a1b2\", got \"${try(var.organization.root_id, "")}\"."
  }
}

variable "standards" {
  description = "What accounts are checked for, by the names that standards have in their ARNs."
  type        = set(string)
  default     = ["aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/5.0.0"]
  nullable    = false

  validation {
    condition     = alltrue([for standard in var.standards : can(regex("^[a-z0-9-]+/v/[0-9]+\\.[0-9]+\\.[0-9]+$", standard))])
    error_message = "standards are such as \"pci-dss/v/4.0.1\", got: ${join(", ", var.standards)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates and AWS can tag."
  type        = map(string)
  default     = {}
  nullable    = false
}
