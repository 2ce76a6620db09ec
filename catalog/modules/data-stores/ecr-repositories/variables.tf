variable "access" {
  description = "Who of other accounts may pull images (read), or push them as well (write): account ids, which leave the choice to that account's IAM, or ARNs of IAM principals."
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

variable "encryption" {
  description = "What encrypts the images: \"own-key\" makes one key for all repositories, \"given-key\" takes kms_key_arn. A repository cannot change its key: it would be made anew, without its images."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "enhanced_scanning" {
  description = "Whether Amazon Inspector scans all images of the account and region for as long as they are there, packages of programming languages included. Otherwise each image is scanned once, when it is pushed."
  type        = bool
  default     = false
  nullable    = false
}

variable "force_destroy" {
  description = "Whether destroying a repository also deletes the images that are left. AWS deletes no repository that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep" {
  description = "Which images are kept: untagged ones for so many days, and of all only the latest so many (null for all)."
  type = object({
    latest        = optional(number, 500)
    untagged_days = optional(number, 14)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.keep.latest == null ? true : var.keep.latest >= 1 && floor(var.keep.latest) == var.keep.latest
    error_message = "keep.latest must be a whole number from 1, got ${coalesce(var.keep.latest, 0)}."
  }
  validation {
    condition     = var.keep.untagged_days >= 1 && floor(var.keep.untagged_days) == var.keep.untagged_days
    error_message = "keep.untagged_days must be a whole number from 1, got ${var.keep.untagged_days}."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the images when encryption is \"given-key\"."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "replica_regions" {
  description = "Regions into which AWS copies every image that is pushed from now on, within the account."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.replica_regions : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", region))])
    error_message = "replica_regions takes names such as \"eu-west-1\", got: ${join(", ", var.replica_regions)}."
  }
}

variable "repositories" {
  description = "The repositories by name. access and keep stand in for the module's. mutable_tags lets a tag be moved to another image."
  type = map(object({
    access = optional(object({
      read  = optional(set(string), [])
      write = optional(set(string), [])
    }))
    keep = optional(object({
      latest        = optional(number, 500)
      untagged_days = optional(number, 14)
    }))
    mutable_tags = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.repositories) : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "Names of repositories are 2 to 256 lowercase letters and digits, with single slashes, dots, underscores and hyphens between them, got: ${join(", ", keys(var.repositories))}."
  }
  validation {
    condition = alltrue(flatten([
      for repository in values(var.repositories) : repository.access == null ? [] : [
        for principal in setunion(repository.access.read, repository.access.write) :
        can(regex("^([0-9]{12}|arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+)$", principal))
      ]
    ]))
    error_message = "access takes account ids of 12 digits and ARNs of IAM principals, got: ${join(", ", flatten([for repository in values(var.repositories) : repository.access == null ? [] : tolist(setunion(repository.access.read, repository.access.write))]))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
