variable "appliance_mode" {
  description = "Whether a connection keeps to one zone in both directions, for VPCs in which an appliance looks at what passes."
  type        = bool
  default     = false
  nullable    = false
}

variable "cidr_blocks" {
  description = "What the VPC reaches through the gateway, by a name of your own."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for cidr_block in values(var.cidr_blocks) : try(cidrsubnet(cidr_block, 0, 0) == cidr_block && cidrnetmask(cidr_block) != "", false)])
    error_message = "cidr_blocks must be IPv4 blocks, each its first address and its length, got: ${join(", ", values(var.cidr_blocks))}."
  }
}

variable "name" {
  description = "The name of the attachment."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 255
    error_message = "name must be 1 to 255 characters, got \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "transit_gateway_id" {
  description = "The ID of the transit gateway, of this account or shared with it."
  type        = string
  nullable    = false
}

variable "vpc" {
  description = "The VPC. subnet_ids: one subnet in each zone that is to be reached. route_table_ids: the tables that lead to the gateway, by a name of your own."
  type = object({
    id              = string
    subnet_ids      = list(string)
    route_table_ids = map(string)
  })
  nullable = false

  validation {
    condition     = length(var.vpc.subnet_ids) > 0
    error_message = "vpc.subnet_ids needs at least one subnet."
  }
}
