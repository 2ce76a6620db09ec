variable "access_analyzers" {
  description = "The analyzers that look for what is shared with the outside, by name: ACCOUNT looks at this account, ORGANIZATION at all (in the account that administers IAM Access Analyzer)."
  type        = map(string)
  default     = { account = "ACCOUNT" }
  nullable    = false

  validation {
    condition     = alltrue([for type in values(var.access_analyzers) : contains(["ACCOUNT", "ORGANIZATION"], type)])
    error_message = "access_analyzers are of type ACCOUNT or ORGANIZATION, got: ${join(", ", values(var.access_analyzers))}."
  }
  validation {
    condition     = alltrue([for name in keys(var.access_analyzers) : can(regex("^[A-Za-z][A-Za-z0-9_.-]{0,254}$", name))])
    error_message = "Names of access_analyzers are 1 to 255 letters, digits, dots, underscores and hyphens, beginning with a letter, got: ${join(", ", keys(var.access_analyzers))}."
  }
}

variable "config" {
  description = "Where AWS Config delivers what it records (landingzone/log-archive), and with which role it looks (landingzone/account-baseline). global_resources is for one region of each account: the users, roles and policies, which are the same in all. frequency: CONTINUOUS, or DAILY, which costs less where much changes."
  type = object({
    bucket_name      = string
    kms_key_arn      = string
    role_arn         = string
    frequency        = optional(string, "CONTINUOUS")
    global_resources = optional(bool, false)
    topic_arn        = optional(string)
  })
  nullable = false

  validation {
    condition     = contains(["CONTINUOUS", "DAILY"], var.config.frequency)
    error_message = "config.frequency must be \"CONTINUOUS\" or \"DAILY\", got \"${var.config.frequency}\"."
  }
}

variable "default_vpc" {
  description = "What becomes of the VPC that AWS puts into every region: \"closed\" takes away its routes and all that it lets through, \"untouched\" leaves it. Where it was deleted, say \"untouched\": AWS would make a new one."
  type        = string
  default     = "closed"
  nullable    = false

  validation {
    condition     = contains(["closed", "untouched"], var.default_vpc)
    error_message = "default_vpc must be \"closed\" or \"untouched\", got \"${var.default_vpc}\"."
  }
}

variable "internet" {
  description = "Whether internet gateways work, whatever networks, routes and groups say: \"open\" lets them, \"outbound\" lets only connections out (through NAT), \"closed\" nothing. For accounts in which nothing runs."
  type        = string
  default     = "open"
  nullable    = false

  validation {
    condition     = contains(["closed", "open", "outbound"], var.internet)
    error_message = "internet must be \"closed\", \"open\" or \"outbound\", got \"${var.internet}\"."
  }
}

variable "metadata_hop_limit" {
  description = "How many hops from an instance its credentials may travel: 1 for programs on it, 2 for containers that have a network of their own as well."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.metadata_hop_limit >= 1 && var.metadata_hop_limit <= 64
    error_message = "metadata_hop_limit must be from 1 to 64, got ${var.metadata_hop_limit}."
  }
}

variable "region" {
  description = "The name of the region that the provider works in, and the regions that the organization allows (landingzone/organization): another one is refused before anything is planned. Null refuses none."
  type = object({
    name    = string
    allowed = set(string)
  })
  default = null

  validation {
    condition     = var.region == null ? true : contains(var.region.allowed, var.region.name)
    error_message = "The organization allows the regions ${join(", ", try(var.region.allowed, []))}, got \"${try(var.region.name, "")}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates and AWS can tag."
  type        = map(string)
  default     = {}
  nullable    = false
}
