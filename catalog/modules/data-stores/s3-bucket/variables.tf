variable "access" {
  description = "Who of other accounts may read objects, or read and write them: account ids, which leave the choice to that account's IAM, or ARNs of IAM principals."
  type = object({
    read  = optional(set(string), [])
    write = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for principal in setunion(var.access.read, var.access.write) :
      can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))
    ])
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", setunion(var.access.read, var.access.write))}."
  }
}

variable "access_logs" {
  description = "The bucket, of the same account and region, that records who reads and writes objects, and the prefix there (null for the name of this bucket and a slash). Null records nothing."
  type = object({
    bucket_name = string
    prefix      = optional(string)
  })
  default = null
}

variable "encryption" {
  description = "What encrypts the objects: \"own-key\" makes a key for this bucket, \"given-key\" takes kms_key_arn, \"s3\" leaves it to S3, for what AWS delivers only so, such as access logs."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key", "s3"], var.encryption)
    error_message = "encryption must be \"own-key\", \"given-key\" or \"s3\", got \"${var.encryption}\"."
  }
}

variable "event_bridge" {
  description = "Whether EventBridge is told of what happens to objects."
  type        = bool
  default     = false
  nullable    = false
}

variable "force_destroy" {
  description = "Whether destroying the module also deletes the objects that are left. AWS deletes no bucket that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the objects when encryption is \"given-key\". Its policy must let in whoever access and services let in."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "lifecycle_rules" {
  description = "What becomes of objects below a prefix, by a name of your own: after how many days they move to which storage class, and after how many they expire (null for never)."
  type = map(object({
    prefix            = optional(string, "")
    transitions       = optional(map(number), {})
    expire_after_days = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.lifecycle_rules) : name != "leftovers" && length(name) <= 255])
    error_message = "lifecycle_rules have names of up to 255 characters, and \"leftovers\" is taken, got: ${join(", ", keys(var.lifecycle_rules))}."
  }
  validation {
    condition = alltrue(flatten([
      for rule in values(var.lifecycle_rules) : [
        for class in keys(rule.transitions) :
        contains(["DEEP_ARCHIVE", "GLACIER", "GLACIER_IR", "INTELLIGENT_TIERING", "ONEZONE_IA", "STANDARD_IA"], class)
      ]
    ]))
    error_message = "lifecycle_rules move objects to DEEP_ARCHIVE, GLACIER, GLACIER_IR, INTELLIGENT_TIERING, ONEZONE_IA or STANDARD_IA, got: ${join(", ", flatten([for rule in values(var.lifecycle_rules) : keys(rule.transitions)]))}."
  }
  validation {
    condition = alltrue([
      for rule in values(var.lifecycle_rules) : length(rule.transitions) > 0 || rule.expire_after_days != null
    ])
    error_message = "Every rule moves objects or lets them expire; these do neither: ${join(", ", [for name, rule in var.lifecycle_rules : name if length(rule.transitions) == 0 && rule.expire_after_days == null])}."
  }
  validation {
    condition = alltrue(flatten([
      for rule in values(var.lifecycle_rules) : [
        for days in values(rule.transitions) : rule.expire_after_days == null ? true : days < rule.expire_after_days
      ]
    ]))
    error_message = "Objects must move before they expire, unlike in: ${join(", ", [for name, rule in var.lifecycle_rules : name if rule.expire_after_days == null ? false : anytrue([for days in values(rule.transitions) : days >= rule.expire_after_days])])}."
  }
}

variable "name" {
  description = "The name of the bucket. No other bucket in all of AWS may have it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lowercase letters, digits and hyphens, beginning and ending with a letter or digit, got \"${var.name}\"."
  }
}

variable "object_lock" {
  description = "For how many days nobody can delete or replace an object: in mode \"COMPLIANCE\" really nobody, in \"GOVERNANCE\" nobody without a permission for it. It can only be chosen when the bucket is made. Null locks nothing."
  type = object({
    days = number
    mode = optional(string, "GOVERNANCE")
  })
  default = null

  validation {
    condition     = var.object_lock == null ? true : contains(["COMPLIANCE", "GOVERNANCE"], var.object_lock.mode)
    error_message = "object_lock.mode must be \"COMPLIANCE\" or \"GOVERNANCE\", got \"${try(var.object_lock.mode, "")}\"."
  }
  validation {
    condition     = var.object_lock == null ? true : var.object_lock.days >= 1 && floor(var.object_lock.days) == var.object_lock.days
    error_message = "object_lock.days must be a whole number from 1, got ${try(var.object_lock.days, "")}."
  }
}

variable "old_version_days" {
  description = "For how many days the versions of replaced and deleted objects are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.old_version_days >= 1 && floor(var.old_version_days) == var.old_version_days
    error_message = "old_version_days must be a whole number from 1, got ${var.old_version_days}."
  }
}

variable "services" {
  description = "The AWS services that deliver objects for this account, by principal, such as \"logging.s3.amazonaws.com\", and the prefix that each may write below."
  type = map(object({
    prefix = optional(string, "")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for service in keys(var.services) : endswith(service, ".amazonaws.com")])
    error_message = "services are names such as \"logging.s3.amazonaws.com\", got: ${join(", ", keys(var.services))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "versioning" {
  description = "Whether replaced and deleted objects are kept as old versions."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.versioning || var.object_lock == null
    error_message = "A bucket with object_lock must have versioning."
  }
}
