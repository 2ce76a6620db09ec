variable "allow_external_principals" {
  description = "Whether the gateway may be shared with accounts outside the organization, which then have to accept the share."
  type        = bool
  default     = false
  nullable    = false
}

variable "amazon_side_asn" {
  description = "The private AS number of the gateway in BGP. No network that it is connected to by BGP may have it."
  type        = number
  default     = 64512
  nullable    = false

  validation {
    condition     = (var.amazon_side_asn >= 64512 && var.amazon_side_asn <= 65534) || (var.amazon_side_asn >= 4200000000 && var.amazon_side_asn <= 4294967294)
    error_message = "amazon_side_asn must be from 64512 to 65534 or from 4200000000 to 4294967294, got ${var.amazon_side_asn}."
  }
}

variable "name" {
  description = "The name of the gateway. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,31}$", var.name))
    error_message = "name must be 1 to 32 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "route_tables" {
  description = "The names of the route tables. What is attached is associated with one of them, which says what it reaches: one table for each group of networks that may not talk to each other."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.route_tables : can(regex("^[a-z][a-z0-9-]{0,31}$", name))]) && length(var.route_tables) > 0
    error_message = "route_tables needs at least one name, of 1 to 32 lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", var.route_tables)}."
  }
}

variable "shared_with" {
  description = "Who may attach networks: ids of accounts, or ARNs of the organization or of organizational units, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for principal in values(var.shared_with) : can(regex("^([0-9]{12}|arn:[a-z-]+:organizations::[0-9]{12}:(organization|ou)/.+)$", principal))
    ])
    error_message = "shared_with takes account ids of 12 digits and ARNs of organizations and organizational units, got: ${join(", ", values(var.shared_with))}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
