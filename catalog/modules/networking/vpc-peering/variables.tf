variable "dns_resolution" {
  description = "Whether names of hosts with a public address, looked up from the other side, lead to their private address. On side \"requester\" it is left alone: aws_vpc_peering_connection_options sets it there once the connection is accepted."
  type        = bool
  default     = true
  nullable    = false
}

variable "name" {
  description = "The name of the peering connection."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 255
    error_message = "name must be 1 to 255 characters, got \"${var.name}\"."
  }
}

variable "peer" {
  description = "The other VPC. cidr_blocks: what of it this side reaches, by a name of your own. network_cidr_block: all of it, when cidr_blocks are less. route_table_ids: its tables that lead back, by a name of your own, on side \"both\". account_id and region: where it is, if elsewhere, on side \"requester\"."
  type = object({
    id                 = string
    cidr_blocks        = map(string)
    network_cidr_block = optional(string)
    route_table_ids    = optional(map(string), {})
    account_id         = optional(string)
    region             = optional(string)
  })
  nullable = false

  validation {
    condition     = alltrue([for cidr_block in concat(values(var.peer.cidr_blocks), var.peer.network_cidr_block[*]) : try(cidrsubnet(cidr_block, 0, 0) == cidr_block && cidrnetmask(cidr_block) != "", false)])
    error_message = "peer.cidr_blocks and peer.network_cidr_block must be IPv4 blocks, each its first address and its length, got: ${join(", ", concat(values(var.peer.cidr_blocks), var.peer.network_cidr_block[*]))}."
  }
  validation {
    condition     = var.side == "both" || length(var.peer.route_table_ids) == 0
    error_message = "peer.route_table_ids are in reach on side \"both\" only, and side is \"${var.side}\": the other side's routes are made there."
  }
  validation {
    condition     = var.side == "requester" || (var.peer.account_id == null && var.peer.region == null)
    error_message = "peer.account_id and peer.region belong to side \"requester\", and only there; side is \"${var.side}\"."
  }
  validation {
    condition     = var.peer.account_id == null ? true : can(regex("^[0-9]{12}$", var.peer.account_id))
    error_message = "peer.account_id must be 12 digits, got \"${coalesce(var.peer.account_id, "null")}\"."
  }
  # AWS connects no networks that overlap, whatever of them is reached. Two blocks overlap when, cut to the shorter of their lengths, they
  # are the same.
  validation {
    condition = alltrue(flatten([
      for ours in values(var.vpc.network_cidr_block == null ? var.vpc.cidr_blocks : { all = var.vpc.network_cidr_block }) : [
        for theirs in values(var.peer.network_cidr_block == null ? var.peer.cidr_blocks : { all = var.peer.network_cidr_block }) : try(
          cidrsubnet(format("%s/%d", split("/", ours)[0], min(split("/", ours)[1], split("/", theirs)[1])), 0, 0)
          != cidrsubnet(format("%s/%d", split("/", theirs)[0], min(split("/", ours)[1], split("/", theirs)[1])), 0, 0),
          true,
        )
      ]
    ]))
    error_message = "The blocks of the two sides must not overlap, got ${join(", ", values(var.vpc.network_cidr_block == null ? var.vpc.cidr_blocks : { all = var.vpc.network_cidr_block }))} here and ${join(", ", values(var.peer.network_cidr_block == null ? var.peer.cidr_blocks : { all = var.peer.network_cidr_block }))} there."
  }
}

variable "peering_connection_id" {
  description = "The ID of the connection that side \"requester\" has made, on side \"accepter\"; null on the other sides."
  type        = string
  default     = null

  validation {
    condition     = (var.side == "accepter") == (var.peering_connection_id != null)
    error_message = "peering_connection_id belongs to side \"accepter\", and only there; side is \"${var.side}\"."
  }
}

variable "side" {
  description = "Which part this is: \"both\" where the two VPCs are of one account and region; else \"requester\", which asks for the connection, and, in the other account or region, \"accepter\"."
  type        = string
  default     = "both"
  nullable    = false

  validation {
    condition     = contains(["both", "requester", "accepter"], var.side)
    error_message = "side must be \"both\", \"requester\" or \"accepter\", got \"${var.side}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc" {
  description = "The VPC of this account and region. cidr_blocks: what of it the other side reaches, by a name of your own. network_cidr_block: all of it, when cidr_blocks are less. route_table_ids: its tables that lead to the other side, by a name of your own."
  type = object({
    id                 = string
    cidr_blocks        = map(string)
    network_cidr_block = optional(string)
    route_table_ids    = map(string)
  })
  nullable = false

  validation {
    condition     = alltrue([for cidr_block in concat(values(var.vpc.cidr_blocks), var.vpc.network_cidr_block[*]) : try(cidrsubnet(cidr_block, 0, 0) == cidr_block && cidrnetmask(cidr_block) != "", false)])
    error_message = "vpc.cidr_blocks and vpc.network_cidr_block must be IPv4 blocks, each its first address and its length, got: ${join(", ", concat(values(var.vpc.cidr_blocks), var.vpc.network_cidr_block[*]))}."
  }
}
