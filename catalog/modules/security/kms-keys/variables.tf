variable "keys" {
  description = "The keys by alias. access: account ids or ARNs of IAM principals of other accounts that decrypt (read), or encrypt as well (write). services: principals of AWS services that use the key for this account. grants: principals that use it without IAM, such as a service-linked role of another account."
  type = map(object({
    description = string
    access = optional(object({
      read  = optional(set(string), [])
      write = optional(set(string), [])
    }), {})
    services = optional(set(string), [])
    grants = optional(map(object({
      grantee_principal = string
      operations        = optional(set(string), ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"])
    })), {})
    deletion_days = optional(number, 30)
    multi_region  = optional(bool, false)
    rotation_days = optional(number, 365)
    spec          = optional(string, "SYMMETRIC_DEFAULT")
    usage         = optional(string, "ENCRYPT_DECRYPT")
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.keys) : can(regex("^[A-Za-z0-9/_-]{1,250}$", name)) && !startswith(name, "aws/")])
    error_message = "Aliases are 1 to 250 letters, digits, slashes, underscores and hyphens, and \"aws/\" is AWS's own, got: ${join(", ", keys(var.keys))}."
  }
  validation {
    condition = alltrue(flatten([
      for key in values(var.keys) : [
        for principal in setunion(key.access.read, key.access.write) :
        can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))
      ]
    ]))
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", flatten([for key in values(var.keys) : tolist(setunion(key.access.read, key.access.write))]))}."
  }
  validation {
    condition     = alltrue(flatten([for key in values(var.keys) : [for service in key.services : endswith(service, ".amazonaws.com")]]))
    error_message = "services are names such as \"cloudwatch.amazonaws.com\", got: ${join(", ", flatten([for key in values(var.keys) : tolist(key.services)]))}."
  }
  validation {
    condition     = alltrue([for key in values(var.keys) : contains(range(7, 31), key.deletion_days)])
    error_message = "deletion_days must be from 7 to 30, unlike that of: ${join(", ", [for name, key in var.keys : format("%s (%v)", name, key.deletion_days) if !contains(range(7, 31), key.deletion_days)])}."
  }
  validation {
    condition     = alltrue([for key in values(var.keys) : key.rotation_days >= 90 && key.rotation_days <= 2560])
    error_message = "rotation_days must be from 90 to 2560, unlike that of: ${join(", ", [for name, key in var.keys : format("%s (%v)", name, key.rotation_days) if key.rotation_days < 90 || key.rotation_days > 2560])}."
  }
  validation {
    condition     = alltrue([for key in values(var.keys) : key.spec != "SYMMETRIC_DEFAULT" || key.usage == "ENCRYPT_DECRYPT"])
    error_message = "A key of spec SYMMETRIC_DEFAULT has the usage ENCRYPT_DECRYPT, unlike: ${join(", ", [for name, key in var.keys : format("%s (%s)", name, key.usage) if key.spec == "SYMMETRIC_DEFAULT" && key.usage != "ENCRYPT_DECRYPT"])}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
