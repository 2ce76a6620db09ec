variable "access_role_name" {
  description = "The name of the role that AWS puts into each new account, with which the management account administers it."
  type        = string
  default     = "OrganizationAccountAccessRole"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.access_role_name))
    error_message = "access_role_name must be a name of an IAM role, got \"${var.access_role_name}\"."
  }
}

variable "accounts" {
  description = "The member accounts by name: the e-mail address of the root user, and the path of the organizational unit (null for the root). An address belongs to one account in all of AWS, for ever. close_on_deletion: whether AWS closes the account when its entry, with this already applied, is taken out; else AWS only lets go of an account that has its own means of payment."
  type = map(object({
    email               = string
    organizational_unit = optional(string)
    close_on_deletion   = optional(bool, false)
    tags                = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.accounts) : can(regex("^[a-z][a-z0-9-]{0,49}$", name))])
    error_message = "Names of accounts are 1 to 50 lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", keys(var.accounts))}."
  }
  validation {
    condition     = !contains(keys(var.accounts), "management")
    error_message = "The management account is there already; accounts are its members, and none can be called \"management\"."
  }
  validation {
    condition     = alltrue([for account in values(var.accounts) : can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", account.email))])
    error_message = "Not an e-mail address: ${join(", ", [for name, account in var.accounts : format("%q of %s", account.email, name) if !can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", account.email))])}."
  }
  validation {
    condition     = alltrue([for account in values(var.accounts) : length(account.email) >= 6 && length(account.email) <= 64])
    error_message = "AWS takes e-mail addresses of 6 to 64 characters, unlike ${join(", ", [for name, account in var.accounts : format("%q of %s", account.email, name) if length(account.email) < 6 || length(account.email) > 64])}."
  }
  validation {
    condition     = length(distinct([for account in values(var.accounts) : lower(account.email)])) == length(var.accounts)
    error_message = "Each account needs an e-mail address of its own; used more than once: ${join(", ", [for name, account in var.accounts : format("%q of %s", account.email, name) if length([for other in values(var.accounts) : other if lower(other.email) == lower(account.email)]) > 1])}."
  }
  validation {
    condition = alltrue([
      for account in values(var.accounts) : account.organizational_unit == null ? true : anytrue([
        for path in var.organizational_units : startswith("${path}/", "${account.organizational_unit}/")
      ])
    ])
    error_message = "Not in organizational_units: ${join(", ", [for name, account in var.accounts : format("%q of %s", account.organizational_unit, name) if account.organizational_unit == null ? false : !anytrue([for path in var.organizational_units : startswith("${path}/", "${account.organizational_unit}/")])])}."
  }
}

variable "alternate_contacts" {
  description = "Whom AWS writes to about billing, operations and security of every account, the management account included, by these words."
  type = map(object({
    email        = string
    name         = string
    phone_number = string
    title        = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for kind in keys(var.alternate_contacts) : contains(["billing", "operations", "security"], kind)])
    error_message = "alternate_contacts are billing, operations and security, got: ${join(", ", keys(var.alternate_contacts))}."
  }
  validation {
    condition     = alltrue([for contact in values(var.alternate_contacts) : can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", contact.email))])
    error_message = "Not an e-mail address: ${join(", ", [for kind, contact in var.alternate_contacts : format("%q of %s", contact.email, kind) if !can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", contact.email))])}."
  }
}

variable "aws_service_access_principals" {
  description = "The AWS services that may work in all accounts of the organization."
  type        = set(string)
  default = [
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "guardduty.amazonaws.com",
    "iam.amazonaws.com",
    "ram.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
    "tagpolicies.tag.amazonaws.com",
  ]
  nullable = false

  validation {
    condition     = alltrue([for principal in var.aws_service_access_principals : endswith(principal, ".amazonaws.com")])
    error_message = "aws_service_access_principals are names such as \"config.amazonaws.com\", got: ${join(", ", var.aws_service_access_principals)}."
  }
}

variable "central_root_access" {
  description = "Whether the root users of member accounts are managed centrally, so that they need no passwords and keys."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = !var.central_root_access || contains(var.aws_service_access_principals, "iam.amazonaws.com")
    error_message = "central_root_access needs \"iam.amazonaws.com\" among aws_service_access_principals."
  }
}

variable "delegated_administrators" {
  description = "The services that a member account administers for the whole organization, by the account's name. GuardDuty and Security Hub have a way of their own: security/guardduty and security/securityhub do it."
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.delegated_administrators) : contains(keys(var.accounts), name)])
    error_message = "delegated_administrators names what is not in accounts: ${join(", ", [for name in keys(var.delegated_administrators) : name if !contains(keys(var.accounts), name)])}."
  }
  validation {
    condition     = length(setsubtract(flatten([for services in values(var.delegated_administrators) : tolist(services)]), var.aws_service_access_principals)) == 0
    error_message = "A service that is administered for all accounts must be among aws_service_access_principals, unlike: ${join(", ", setsubtract(flatten([for services in values(var.delegated_administrators) : tolist(services)]), var.aws_service_access_principals))}."
  }
}

variable "enabled_policy_types" {
  description = "The kinds of policies that can be attached in the organization."
  type        = set(string)
  default     = ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]
  nullable    = false

  validation {
    condition     = length(var.tag_policy) == 0 || contains(var.enabled_policy_types, "TAG_POLICY")
    error_message = "tag_policy needs enabled_policy_types to have TAG_POLICY, got: ${join(", ", var.enabled_policy_types)}."
  }
}

variable "guard_rails" {
  description = "What nobody does in a member account, whatever its IAM allows: leave, act as root, stop the audit, make data public or leave it unencrypted. allowed_regions: where anything is done at all, null for everywhere. exempt_roles: roles that are not bound, beside access_role_name; * stands for any characters. Null sets none."
  type = object({
    allowed_regions = optional(set(string))
    exempt_roles    = optional(set(string), [])
  })
  default = {}

  validation {
    condition     = alltrue([for region in try(coalesce(var.guard_rails.allowed_regions, []), []) : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", region))])
    error_message = "guard_rails.allowed_regions are names such as \"us-west-2\", got: ${join(", ", try(coalesce(var.guard_rails.allowed_regions, []), []))}."
  }
  validation {
    condition     = try(length(var.guard_rails.allowed_regions) > 0, true)
    error_message = "guard_rails.allowed_regions is empty: nothing could be done anywhere. Leave it out to allow every region."
  }
  validation {
    condition     = alltrue([for role in try(var.guard_rails.exempt_roles, []) : can(regex("^[A-Za-z0-9+=,.@_/*-]{1,128}$", role)) && !contains(["*", "**"], role)])
    error_message = "guard_rails.exempt_roles are names of roles, with their paths, and not all of them, got: ${join(", ", try(var.guard_rails.exempt_roles, []))}."
  }
  validation {
    condition     = var.guard_rails == null || contains(var.enabled_policy_types, "SERVICE_CONTROL_POLICY")
    error_message = "guard_rails are service control policies: enabled_policy_types must have SERVICE_CONTROL_POLICY, got: ${join(", ", var.enabled_policy_types)}."
  }
}

variable "organizational_units" {
  description = "The organizational units by path, such as \"workloads/prod\". The parents of a path need no entry of their own."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for path in var.organizational_units : can(regex("^[^/]{1,128}(/[^/]{1,128}){0,4}$", path))])
    error_message = "organizational_units are paths of one to five names, got: ${join(", ", var.organizational_units)}."
  }
}

variable "policy_administrator" {
  description = "The member account, by name, that may write tag, backup and other policies (not service control policies) for the organization. Null leaves it to the management account."
  type        = string
  default     = null

  validation {
    condition     = var.policy_administrator == null ? true : contains(keys(var.accounts), var.policy_administrator)
    error_message = "policy_administrator must be one of accounts (${join(", ", keys(var.accounts))}), got \"${coalesce(var.policy_administrator, "null")}\"."
  }
}

variable "tag_policy" {
  description = "The tags whose spelling is settled, by key: what they can say (empty for anything), and for which kinds of resources AWS refuses anything else, such as \"ec2:instance\"."
  type = map(object({
    values       = optional(set(string), [])
    enforced_for = optional(set(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(distinct([for key in keys(var.tag_policy) : lower(key)])) == length(var.tag_policy)
    error_message = "tag_policy has keys that differ in upper and lower case only: ${join(", ", keys(var.tag_policy))}."
  }
  validation {
    condition     = alltrue(flatten([for tag in values(var.tag_policy) : [for kind in tag.enforced_for : can(regex("^[a-z0-9-]+:[a-zA-Z0-9*/_-]+$", kind))]]))
    error_message = "enforced_for are such as \"ec2:instance\", got: ${join(", ", flatten([for tag in values(var.tag_policy) : tolist(tag.enforced_for)]))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
