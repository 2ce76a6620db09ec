variable "force_destroy" {
  description = "Whether destroying the module also deletes records that others have made in the zones. AWS deletes no zone that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "private_zones" {
  description = "The zones that only VPCs see, by domain: the IDs of VPCs of this account and region by a name of your own, and records as in public_zones. shared: whether VPCs of other accounts and regions, and more than one of this, are associated with the zone by route53-zone-associations; to be decided when the zone is made. authorized_vpcs: those of other accounts that may be, by a name of your own."
  type = map(object({
    comment = optional(string, "")
    vpc_ids = map(string)
    shared  = optional(bool, false)
    authorized_vpcs = optional(map(object({
      id     = string
      region = string
    })), {})
    records = optional(map(object({
      name   = optional(string, "")
      type   = string
      ttl    = optional(number, 300)
      values = list(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for domain in keys(var.private_zones) : can(regex("^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", domain))])
    error_message = "private_zones have domains in lowercase without a dot at the end, such as \"acme.internal\", got: ${join(", ", keys(var.private_zones))}."
  }
  validation {
    condition     = alltrue([for zone in values(var.private_zones) : length(zone.vpc_ids) > 0])
    error_message = "A private zone needs a VPC, unlike: ${join(", ", [for domain, zone in var.private_zones : domain if length(zone.vpc_ids) == 0])}."
  }
  validation {
    condition     = alltrue([for zone in values(var.private_zones) : !zone.shared || length(zone.vpc_ids) == 1])
    error_message = "A shared zone is made with one VPC, and others are associated with it by route53-zone-associations; unlike: ${join(", ", [for domain, zone in var.private_zones : format("%s (%s)", domain, join(", ", keys(zone.vpc_ids))) if zone.shared && length(zone.vpc_ids) != 1])}."
  }
  validation {
    condition     = alltrue([for zone in values(var.private_zones) : zone.shared || length(zone.authorized_vpcs) == 0])
    error_message = "Only a shared zone has authorized_vpcs, unlike: ${join(", ", [for domain, zone in var.private_zones : domain if !zone.shared && length(zone.authorized_vpcs) > 0])}."
  }
  validation {
    condition = alltrue(flatten([
      for zone in values(var.private_zones) : [
        for name, record in zone.records : !strcontains(name, "/") && contains(["A", "AAAA", "CNAME", "MX", "SRV", "TXT"], record.type)
      ]
    ]))
    error_message = "records are of type A, AAAA, CNAME, MX, SRV or TXT, and their names have no slash, got: ${join(", ", flatten([for zone in values(var.private_zones) : [for name, record in zone.records : format("%s (%s)", name, record.type)]]))}."
  }
}

variable "public_zones" {
  description = "The zones that the internet sees, by domain. certificate_authorities: who may issue certificates for names in it, nobody being named for all. delegations: the name servers of domains below it whose zones are elsewhere. delegation_signers: the DS records of those of them that are signed. records: further ones by a name of your own, name being the part before the domain. dnssec: whether the zone is signed. query_logging: whether queries are recorded."
  type = map(object({
    comment                 = optional(string, "")
    certificate_authorities = optional(set(string), ["amazon.com"])
    delegations             = optional(map(list(string)), {})
    delegation_signers      = optional(map(string), {})
    dnssec                  = optional(bool, false)
    query_logging           = optional(bool, false)
    records = optional(map(object({
      name   = optional(string, "")
      type   = string
      ttl    = optional(number, 300)
      values = list(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for domain in keys(var.public_zones) : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", domain))])
    error_message = "public_zones have domains in lowercase without a dot at the end, such as \"acme.example\", got: ${join(", ", keys(var.public_zones))}."
  }
  validation {
    condition = alltrue(flatten([
      for domain, zone in var.public_zones : [
        for name in concat(keys(zone.delegations), keys(zone.delegation_signers)) : endswith(name, ".${domain}")
      ]
    ]))
    error_message = "delegations and delegation_signers are of domains below the zone's, such as \"dev.acme.example\" in \"acme.example\", got: ${join(", ", flatten([for zone in values(var.public_zones) : concat(keys(zone.delegations), keys(zone.delegation_signers))]))}."
  }
  validation {
    condition = alltrue(flatten([
      for zone in values(var.public_zones) : [for name in keys(zone.delegation_signers) : contains(keys(zone.delegations), name)]
    ]))
    error_message = "Only what is delegated has a delegation signer; delegated are: ${join(", ", flatten([for zone in values(var.public_zones) : keys(zone.delegations)]))}."
  }
  validation {
    condition = alltrue(flatten([
      for zone in values(var.public_zones) : [
        for name, record in zone.records : name != "caa" && !strcontains(name, "/") && contains(["A", "AAAA", "CNAME", "MX", "SRV", "TXT"], record.type)
      ]
    ]))
    error_message = "records are of type A, AAAA, CNAME, MX, SRV or TXT, and their names have no slash and are not \"caa\", got: ${join(", ", flatten([for zone in values(var.public_zones) : [for name, record in zone.records : format("%s (%s)", name, record.type)]]))}."
  }
}

variable "query_log_retention_days" {
  description = "For how many days queries are kept where they are recorded."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.query_log_retention_days,
    )
    error_message = "query_log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.query_log_retention_days}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
