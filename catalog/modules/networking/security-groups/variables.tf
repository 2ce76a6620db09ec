variable "groups" {
  description = "The groups by name, and their rules by a name of your own. A rule is for one port, or for those from from_port to to_port, of protocol \"tcp\", \"udp\", \"icmp\" or \"icmpv6\" (which have type and code there), or \"-1\" for all. The other end is one of: group, the name of a group of these; security_group_id, another one; prefix_list_id, such as that of a gateway endpoint; cidr_block; ipv6_cidr_block."
  type = map(object({
    description = string
    ingress = optional(map(object({
      description       = string
      protocol          = optional(string, "tcp")
      port              = optional(number)
      from_port         = optional(number)
      to_port           = optional(number)
      group             = optional(string)
      security_group_id = optional(string)
      prefix_list_id    = optional(string)
      cidr_block        = optional(string)
      ipv6_cidr_block   = optional(string)
    })), {})
    egress = optional(map(object({
      description       = string
      protocol          = optional(string, "tcp")
      port              = optional(number)
      from_port         = optional(number)
      to_port           = optional(number)
      group             = optional(string)
      security_group_id = optional(string)
      prefix_list_id    = optional(string)
      cidr_block        = optional(string)
      ipv6_cidr_block   = optional(string)
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.groups) : can(regex("^[a-z][a-z0-9-]*$", name))])
    error_message = "Names of groups are lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", keys(var.groups))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        length([for other in [rule.group, rule.security_group_id, rule.prefix_list_id, rule.cidr_block, rule.ipv6_cidr_block] : other if other != null]) == 1
      ]
    ]))
    error_message = "Every rule has one of group, security_group_id, prefix_list_id, cidr_block and ipv6_cidr_block, unlike: ${join(", ", flatten([for name, group in var.groups : [for direction in ["ingress", "egress"] : [for rule_name, rule in group[direction] : format("%s of %s/%s", direction, name, rule_name) if length([for other in [rule.group, rule.security_group_id, rule.prefix_list_id, rule.cidr_block, rule.ipv6_cidr_block] : other if other != null]) != 1]]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        rule.group == null ? true : contains(keys(var.groups), rule.group)
      ]
    ]))
    error_message = "group names one of ${join(", ", keys(var.groups))}, got: ${join(", ", flatten([for group in values(var.groups) : [for rule in concat(values(group.ingress), values(group.egress)) : rule.group if rule.group == null ? false : !contains(keys(var.groups), rule.group)]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) : contains(["tcp", "udp", "icmp", "icmpv6", "-1"], rule.protocol)
      ]
    ]))
    error_message = "protocol must be \"tcp\", \"udp\", \"icmp\", \"icmpv6\" or \"-1\", got: ${join(", ", flatten([for group in values(var.groups) : [for rule in concat(values(group.ingress), values(group.egress)) : rule.protocol]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        rule.protocol == "-1"
        ? rule.port == null && rule.from_port == null && rule.to_port == null
        : rule.port == null ? rule.from_port != null && rule.to_port != null : rule.from_port == null && rule.to_port == null
      ]
    ]))
    error_message = "A rule has either port or both from_port and to_port, and with protocol \"-1\" none of them; unlike: ${join(", ", flatten([for name, group in var.groups : [for direction in ["ingress", "egress"] : [for rule_name, rule in group[direction] : format("%s of %s/%s", direction, name, rule_name) if rule.protocol == "-1" ? rule.port != null || rule.from_port != null || rule.to_port != null : (rule.port == null) == (rule.from_port == null || rule.to_port == null)]]]))}."
  }
  # Who calls from further away than a company's own network has come through a load balancer or a VPN.
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in values(group.ingress) :
        rule.cidr_block == null && rule.ipv6_cidr_block == null ? true : try(tonumber(split("/", coalesce(rule.cidr_block, rule.ipv6_cidr_block))[1]) >= (rule.cidr_block == null ? 48 : 16), false)
      ]
    ]))
    error_message = "An ingress rule takes no block that is wider than /16, or /48 of IPv6: refer to the group that calls. Got: ${join(", ", flatten([for group in values(var.groups) : [for rule in values(group.ingress) : coalesce(rule.cidr_block, rule.ipv6_cidr_block) if rule.cidr_block != null || rule.ipv6_cidr_block != null]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) : rule.cidr_block == null ? true : can(cidrnetmask(rule.cidr_block))
      ]
    ]))
    error_message = "cidr_block must be an IPv4 block, got: ${join(", ", flatten([for group in values(var.groups) : [for rule in concat(values(group.ingress), values(group.egress)) : rule.cidr_block if rule.cidr_block != null]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) : rule.ipv6_cidr_block == null ? true : strcontains(rule.ipv6_cidr_block, ":") && can(cidrhost(rule.ipv6_cidr_block, 0))
      ]
    ]))
    error_message = "ipv6_cidr_block must be an IPv6 block such as \"::/0\", got: ${join(", ", flatten([for group in values(var.groups) : [for rule in concat(values(group.ingress), values(group.egress)) : rule.ipv6_cidr_block if rule.ipv6_cidr_block != null]]))}."
  }
}

variable "name" {
  description = "What the names of all groups begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,31}$", var.name))
    error_message = "name must be 1 to 32 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc_id" {
  description = "The ID of the VPC."
  type        = string
  nullable    = false
}
