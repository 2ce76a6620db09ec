variable "break_glass" {
  description = "Who may take the role break-glass when the usual ways in are broken: account ids, or ARNs of IAM principals. Null makes none."
  type = object({
    trusted = set(string)
  })
  default = null

  validation {
    condition     = var.break_glass == null ? true : length(var.break_glass.trusted) > 0
    error_message = "break_glass needs somebody who may take the role."
  }
  validation {
    condition     = alltrue([for principal in try(var.break_glass.trusted, []) : can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))])
    error_message = "break_glass.trusted takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", try(var.break_glass.trusted, []))}."
  }
}

variable "permissions_boundary_arn" {
  description = "The ARN of a policy that no role but break-glass can get beyond, whatever else it is allowed. Null for none."
  type        = string
  default     = null
}

variable "roles" {
  description = "The roles by kind: auto-deploy, billing, dev, full-access, iam-admin, logs, read-only or support. trusted: account ids, or ARNs of IAM principals. mfa: whether they must have signed in with a second factor (null: yes, but not for auto-deploy). services: what the role manages, by prefixes in IAM, in place of the usual policies; auto-deploy has no others. policies: names and ARNs of policies in place of the usual ones."
  type = map(object({
    trusted       = set(string)
    external_id   = optional(string)
    mfa           = optional(bool)
    policies      = optional(map(string))
    services      = optional(set(string), [])
    session_hours = optional(number, 4)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for kind in keys(var.roles) :
      contains(["auto-deploy", "billing", "dev", "full-access", "iam-admin", "logs", "read-only", "support"], kind)
    ])
    error_message = "Kinds of roles are auto-deploy, billing, dev, full-access, iam-admin, logs, read-only and support, got: ${join(", ", keys(var.roles))}."
  }
  validation {
    condition     = alltrue([for role in values(var.roles) : length(role.trusted) > 0])
    error_message = "Every role trusts somebody; nobody is trusted by: ${join(", ", [for kind, role in var.roles : kind if length(role.trusted) == 0])}."
  }
  validation {
    condition     = alltrue(flatten([for role in values(var.roles) : [for principal in role.trusted : can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))]]))
    error_message = "trusted takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", flatten([for role in values(var.roles) : tolist(role.trusted)]))}."
  }
  validation {
    condition     = alltrue(flatten([for role in values(var.roles) : [for service in role.services : can(regex("^[a-z][a-z0-9-]*$", service))]]))
    error_message = "services are prefixes such as \"ec2\", and never \"*\", got: ${join(", ", flatten([for role in values(var.roles) : tolist(role.services)]))}."
  }
  validation {
    condition     = alltrue([for kind, role in var.roles : kind != "auto-deploy" || role.policies != null || length(role.services) > 0])
    error_message = "auto-deploy needs services or policies: what it deploys differs from company to company."
  }
  validation {
    condition     = alltrue([for role in values(var.roles) : contains(range(1, 13), role.session_hours)])
    error_message = "session_hours must be a whole number from 1 to 12, unlike that of: ${join(", ", [for kind, role in var.roles : format("%s (%v)", kind, role.session_hours) if !contains(range(1, 13), role.session_hours)])}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
