variable "account_ids" {
  description = "The ID of each account that somebody may sign in to, by name (account_ids of landingzone/organization)."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.account_ids) : can(regex("^[0-9]{12}$", id))])
    error_message = "account_ids are 12 digits, got: ${join(", ", values(var.account_ids))}."
  }
}

variable "assignments" {
  description = "Who may do what where: name of the group, name of the permission set, names of the accounts. \"*\" stands for all accounts, those that will be added too."
  type        = map(map(set(string)))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for group in keys(var.assignments) : contains(concat(keys(var.groups), tolist(var.external_groups)), group)])
    error_message = "Neither in groups nor in external_groups: ${join(", ", [for group in keys(var.assignments) : group if !contains(concat(keys(var.groups), tolist(var.external_groups)), group)])}."
  }
  validation {
    condition     = alltrue(flatten([for permission_sets in values(var.assignments) : [for name in keys(permission_sets) : contains(keys(var.permission_sets), name)]]))
    error_message = "Not in permission_sets: ${join(", ", flatten([for group, permission_sets in var.assignments : [for name in keys(permission_sets) : format("%q of %s", name, group) if !contains(keys(var.permission_sets), name)]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for permission_sets in values(var.assignments) : [
        for accounts in values(permission_sets) : [for account in accounts : account == "*" || contains(keys(var.account_ids), account)]
      ]
    ]))
    error_message = "Not in account_ids: ${join(", ", flatten([for group, permission_sets in var.assignments : [for name, accounts in permission_sets : [for account in accounts : format("%q of %s", account, group) if account != "*" && !contains(keys(var.account_ids), account)]]]))}."
  }
}

variable "external_groups" {
  description = "The groups that the company's own directory keeps in step, by display name."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "groups" {
  description = "The groups that are kept here, by name, and their members, by names of users."
  type = map(object({
    description = optional(string)
    members     = optional(set(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setintersection(keys(var.groups), var.external_groups)) == 0
    error_message = "A group is kept here or in the directory; both: ${join(", ", setintersection(keys(var.groups), var.external_groups))}."
  }
  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for member in group.members : contains(keys(var.users), member)]]))
    error_message = "Not in users: ${join(", ", flatten([for name, group in var.groups : [for member in group.members : format("%q of %s", member, name) if !contains(keys(var.users), member)]]))}."
  }
}

variable "permission_sets" {
  description = "What one can be allowed, by name: AWS's policies by name (with their path), policies that each account has itself, and a policy in JSON; for how many hours; and on which page of the console one starts."
  type = map(object({
    description       = string
    policies          = optional(set(string), [])
    customer_policies = optional(set(string), [])
    inline_policy     = optional(string)
    relay_state       = optional(string)
    session_hours     = optional(number, 8)
  }))
  default = {
    billing        = { description = "Sees and pays bills.", policies = ["job-function/Billing"] }
    developers     = { description = "Develops: all but IAM and the organization.", policies = ["PowerUserAccess"] }
    full-access    = { description = "Does everything.", policies = ["AdministratorAccess"], session_hours = 4 }
    iam-admin      = { description = "Manages IAM.", policies = ["IAMFullAccess"], session_hours = 4 }
    logs           = { description = "Reads logs.", policies = ["AWSCloudTrail_ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess"] }
    read-only      = { description = "Reads.", policies = ["ReadOnlyAccess"] }
    security-audit = { description = "Reads how everything is set up, not what is in it.", policies = ["SecurityAudit", "job-function/ViewOnlyAccess"] }
    support        = { description = "Opens and follows cases of AWS Support.", policies = ["AWSSupportAccess", "job-function/ViewOnlyAccess"] }
  }
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.permission_sets) : can(regex("^[A-Za-z0-9+=,.@_-]{1,32}$", name))])
    error_message = "Names of permission sets are 1 to 32 letters, digits and +=,.@_-, got: ${join(", ", keys(var.permission_sets))}."
  }
  validation {
    condition     = alltrue([for permission_set in values(var.permission_sets) : contains(range(1, 13), permission_set.session_hours)])
    error_message = "session_hours must be a whole number from 1 to 12, unlike that of: ${join(", ", [for name, permission_set in var.permission_sets : format("%s (%v)", name, permission_set.session_hours) if !contains(range(1, 13), permission_set.session_hours)])}."
  }
  validation {
    condition     = alltrue(flatten([for permission_set in values(var.permission_sets) : [for policy in permission_set.policies : !startswith(policy, "arn:")]]))
    error_message = "policies are names of AWS's policies, such as \"job-function/Billing\", not ARNs, got: ${join(", ", flatten([for permission_set in values(var.permission_sets) : tolist(permission_set.policies)]))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates and AWS can tag: permission sets."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "users" {
  description = "The users that are kept here, by the name with which they sign in."
  type = map(object({
    email       = string
    family_name = string
    given_name  = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for user in values(var.users) : can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", user.email))])
    error_message = "Not an e-mail address: ${join(", ", [for name, user in var.users : format("%q of %s", user.email, name) if !can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", user.email))])}."
  }
}
