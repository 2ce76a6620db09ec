variable "availability_zones" {
  description = "The zones that every tier has a subnet in, by full name. NAT gateways are placed in the first ones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.availability_zones) > 0
    error_message = "availability_zones needs at least one zone; three are usual."
  }
  validation {
    condition = alltrue([
      for zone in var.availability_zones : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9][a-z]$", zone))
    ])
    error_message = "availability_zones takes names such as \"us-west-2a\", got: ${join(", ", var.availability_zones)}."
  }
  validation {
    condition = (
      length(distinct(var.availability_zones)) == length(var.availability_zones)
      && length(distinct([for zone in var.availability_zones : trimsuffix(zone, substr(zone, -1, 1))])) <= 1
    )
    error_message = "availability_zones must be different zones of one region, got: ${join(", ", var.availability_zones)}."
  }
}

variable "cidr_block" {
  description = "The IPv4 block of the VPC. It must not overlap with that of a network it will be connected to."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block && cidrnetmask(var.cidr_block) != "", false)
    error_message = "cidr_block must be the first address and the length of an IPv4 block, such as \"172.31.80.0/20\", got \"${var.cidr_block}\"."
  }
  validation {
    condition     = try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 28, true)
    error_message = "AWS allows VPCs from /16 to /28, got \"${var.cidr_block}\"."
  }
}

variable "flow_logs" {
  description = "How finely flow logs are collected (a record per 60 or 600 seconds) and for how many days they are kept."
  type = object({
    aggregation_seconds = optional(number, 600)
    retention_days      = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([60, 600], var.flow_logs.aggregation_seconds)
    error_message = "flow_logs.aggregation_seconds must be 60 or 600, got ${var.flow_logs.aggregation_seconds}."
  }
  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.flow_logs.retention_days,
    )
    error_message = "flow_logs.retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.flow_logs.retention_days}."
  }
}

variable "interface_endpoints" {
  description = "The services whose APIs are reached at addresses within the VPC, such as \"ecr.api\", \"ecr.dkr\", \"logs\" and \"secretsmanager\". Each costs money by the hour in every zone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z0-9][a-z0-9.-]*$", service)) && !startswith(service, "com.")])
    error_message = "interface_endpoints are the ends of service names, such as \"ecr.api\" for com.amazonaws.us-west-2.ecr.api, got: ${join(", ", var.interface_endpoints)}."
  }
  validation {
    condition     = !contains(var.interface_endpoints, "s3") && !contains(var.interface_endpoints, "dynamodb")
    error_message = "S3 and DynamoDB have gateway endpoints already, which cost nothing; interface_endpoints are: ${join(", ", var.interface_endpoints)}."
  }
}

variable "name" {
  description = "The name of the VPC. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,31}$", var.name))
    error_message = "name must be 1 to 32 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "nat_gateways" {
  description = "The number of NAT gateways: null for one in each zone, 1 to save money where an outage of a zone may cut off the others, 0 for a private tier that reaches no more than S3 and DynamoDB."
  type        = number
  default     = null

  validation {
    condition     = var.nat_gateways == null ? true : contains(range(length(var.availability_zones) + 1), var.nat_gateways)
    error_message = "nat_gateways must be from 0 to the number of zones (${length(var.availability_zones)}), got ${coalesce(var.nat_gateways, 0)}."
  }
}

variable "public_tcp_ports" {
  description = "The TCP ports below 1024 on which the public tier may be reached from the internet. Those from 1024 are open, because answers arrive there."
  type        = set(number)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for port in var.public_tcp_ports : port >= 1 && port <= 1023 && floor(port) == port])
    error_message = "public_tcp_ports must be from 1 to 1023, got: ${join(", ", var.public_tcp_ports)}."
  }
  validation {
    condition     = !contains(var.public_tcp_ports, 22)
    error_message = "public_tcp_ports must not contain 22: administer servers through Session Manager or the VPN."
  }
}

variable "subnet_bits" {
  description = "By how many bits a subnet's prefix is longer than that of the VPC. Half of the resulting blocks is for each tier: with 4 bits a /20 has room for eight zones with a /24 in each tier."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.subnet_bits >= 1 && floor(var.subnet_bits) == var.subnet_bits
    error_message = "subnet_bits must be a whole number from 1, got ${var.subnet_bits}."
  }
  validation {
    condition     = try(tonumber(split("/", var.cidr_block)[1]) + var.subnet_bits <= 28, true)
    error_message = "AWS allows no subnet smaller than /28, and ${var.subnet_bits} more bits than ${var.cidr_block} is smaller: choose a larger cidr_block or fewer subnet_bits."
  }
  validation {
    condition = try(alltrue([
      for zone in var.availability_zones :
      index(split("", "abcdefghijklmnopqrstuvwxyz"), substr(zone, -1, 1)) < pow(2, var.subnet_bits - 1)
    ]), true)
    error_message = "With subnet_bits ${var.subnet_bits} a tier has ${pow(2, var.subnet_bits - 1)} blocks, one for each letter from a; the zones are ${join(", ", var.availability_zones)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "trusted_cidr_blocks" {
  description = "Blocks of connected networks, such as the VPC of an application, that may talk to both tiers. Add new ones at the end."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr_block in var.trusted_cidr_blocks : can(cidrnetmask(cidr_block))])
    error_message = "trusted_cidr_blocks must be IPv4 blocks, got: ${join(", ", var.trusted_cidr_blocks)}."
  }
  validation {
    condition     = !contains([for cidr_block in var.trusted_cidr_blocks : try(split("/", cidr_block)[1], "")], "0")
    error_message = "trusted_cidr_blocks must not contain the whole internet, got: ${join(", ", var.trusted_cidr_blocks)}."
  }
}
