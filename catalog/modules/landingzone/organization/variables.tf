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
  description = "The member accounts by name: the e-mail address of the root user, and the path of the organizational unit (null for the root). An address belongs to one account in all of AWS, for ever."
  type = map(object({
    email               = string
    organizational_unit = optional(string)
    tags                = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.accounts) : can(regex("^[a-z][a-z0-9-]{0,49}$", name))])
    error_message = "Names of accounts are 1 to 50 lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", keys(var.accounts))}."
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

variable "close_on_deletion" {
  description = "Whether an account that is taken out of accounts is closed. When false, AWS only lets go of an account that has its own means of payment."
  type        = bool
  default     = false
  nullable    = false
}

variable "enabled_policy_types" {
  description = "The kinds of policies that can be attached in the organization."
  type        = set(string)
  default     = ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]
  nullable    = false
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

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
