variable "account_roles" {
  description = "The roles that groups may take in other accounts: name of the account, kind of role, ARN (role_arns of landingzone/cross-account-roles). For each there is a group _account.ACCOUNT-KIND, and for all together _all-accounts."
  type        = map(map(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue(flatten([for roles in values(var.account_roles) : [for arn in values(roles) : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", arn))]]))
    error_message = "account_roles takes ARNs of IAM roles, got: ${join(", ", flatten([for roles in values(var.account_roles) : values(roles)]))}."
  }
}

variable "groups" {
  description = "The groups for work in this account that are made."
  type        = set(string)
  default     = ["billing", "developers", "full-access", "iam-admin", "iam-user-self-mgmt", "logs", "read-only", "support", "use-existing-iam-roles"]
  nullable    = false

  validation {
    condition = alltrue([
      for group in var.groups :
      contains(["billing", "developers", "full-access", "iam-admin", "iam-user-self-mgmt", "logs", "read-only", "support", "use-existing-iam-roles"], group)
    ])
    error_message = "groups can be billing, developers, full-access, iam-admin, iam-user-self-mgmt, logs, read-only, support and use-existing-iam-roles, got: ${join(", ", var.groups)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates and AWS can tag. Groups it cannot."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "users" {
  description = "The users by name, and their groups. pgp_key: the public key, in base64 or as keybase:NAME, that the first password of the console is encrypted for; null makes no password."
  type = map(object({
    groups  = set(string)
    pgp_key = optional(string)
    tags    = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.users) : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", name))])
    error_message = "Names of users are 1 to 64 letters, digits and +=,.@_-, got: ${join(", ", keys(var.users))}."
  }
  validation {
    condition     = alltrue([for user in values(var.users) : length(user.groups) > 0])
    error_message = "Users get permissions by groups only; these have none: ${join(", ", [for name, user in var.users : name if length(user.groups) == 0])}."
  }
  validation {
    condition = alltrue(flatten([
      for user in values(var.users) : [
        for group in user.groups : contains(
          concat(
            tolist(var.groups),
            length(var.account_roles) == 0 ? [] : ["_all-accounts"],
            flatten([for account, roles in var.account_roles : [for kind in keys(roles) : "_account.${account}-${kind}"]]),
          ),
          group,
        )
      ]
    ]))
    error_message = "Users are in groups that are made here: those in groups, _all-accounts, and _account.ACCOUNT-KIND of account_roles; got: ${join(", ", [for name, user in var.users : format("%s in %s", name, join(" and ", user.groups))])}."
  }
}
