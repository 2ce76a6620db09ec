variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own."
  type = object({
    topic_arns = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "allow_whole_internet" {
  description = "Whether allowed_cidr_blocks may be wider than a /8, the whole internet included. Then only certificates keep strangers out."
  type        = bool
  default     = false
  nullable    = false
}

variable "allowed_cidr_blocks" {
  description = "The IPv4 blocks that clients connect from, such as those of offices."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_cidr_blocks) > 0 && alltrue([for block in var.allowed_cidr_blocks : try(cidrsubnet(block, 0, 0) == block && cidrnetmask(block) != "", false)])
    error_message = "allowed_cidr_blocks takes at least one IPv4 block, each by its first address and length, such as \"203.0.113.0/24\", got: ${join(", ", var.allowed_cidr_blocks)}."
  }
  validation {
    condition     = var.allow_whole_internet || alltrue([for block in var.allowed_cidr_blocks : try(tonumber(split("/", block)[1]) >= 8, true)])
    error_message = "allowed_cidr_blocks must not be wider than a /8 unless allow_whole_internet says so, got: ${join(", ", var.allowed_cidr_blocks)}."
  }
}

variable "backup" {
  description = "The bucket that the certificate authority is kept in: its name, which no other bucket in all of AWS may have; the bucket, of the same account and region, that records who reads it (access_logs, null for none); for how many days old versions are kept; and whether destroying the module deletes what is in it."
  type = object({
    access_logs      = optional(object({ bucket_name = string }))
    bucket_name      = string
    force_destroy    = optional(bool, false)
    old_version_days = optional(number, 365)
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.backup.bucket_name))
    error_message = "backup.bucket_name must be 3 to 63 lowercase letters, digits and hyphens, beginning and ending with a letter or digit, got \"${var.backup.bucket_name}\"."
  }
  validation {
    condition     = var.backup.old_version_days >= 1 && floor(var.backup.old_version_days) == var.backup.old_version_days
    error_message = "backup.old_version_days must be a whole number from 1, got ${var.backup.old_version_days}."
  }
}

variable "certificate_authority" {
  description = "Whom the certificate authority, which the server makes at its first start, names as itself."
  type = object({
    country             = string
    email               = string
    locality            = string
    organization        = string
    organizational_unit = optional(string, "Platform")
    state               = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[A-Z]{2}$", var.certificate_authority.country))
    error_message = "certificate_authority.country must be two capital letters, such as \"US\", got \"${var.certificate_authority.country}\"."
  }
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.certificate_authority.email))
    error_message = "certificate_authority.email must be an e-mail address, got \"${var.certificate_authority.email}\"."
  }
}

variable "dns" {
  description = "The name of the server, such as vpn.acme.example, and the zone of Route 53 that gets its record. Null makes no record: clients then connect to the address."
  type = object({
    name    = string
    zone_id = string
  })
  default = null

  validation {
    condition     = var.dns == null ? true : can(regex("^([a-z0-9-]+\\.)+[a-z][a-z0-9-]*[a-z0-9]$", var.dns.name))
    error_message = "dns.name must be a full name in lowercase, without a dot at its end, got \"${try(var.dns.name, "")}\"."
  }
}

variable "image" {
  description = "The image of the server: the ID of an AMI, or the parameter of Systems Manager that holds it. At its start it must run openvpn-setup.service, which finds its settings in /etc/openvpn-server/settings.json."
  type = object({
    ami_id           = optional(string)
    root_device_name = optional(string, "/dev/xvda")
    ssm_parameter    = optional(string)
  })
  nullable = false

  validation {
    condition     = (var.image.ami_id == null) != (var.image.ssm_parameter == null)
    error_message = "image needs either ami_id or ssm_parameter, got \"${coalesce(var.image.ami_id, "null")}\" and \"${coalesce(var.image.ssm_parameter, "null")}\"."
  }
}

variable "instance" {
  description = "The type of the server, the size of its disk, and after how many days it is replaced by a fresh one (null for never)."
  type = object({
    disk_gib     = optional(number, 16)
    maximum_days = optional(number)
    type         = optional(string, "t3.micro")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.instance.disk_gib >= 8 && floor(var.instance.disk_gib) == var.instance.disk_gib
    error_message = "instance.disk_gib must be a whole number from 8, got ${var.instance.disk_gib}."
  }
  validation {
    condition     = var.instance.maximum_days == null ? true : var.instance.maximum_days >= 1 && var.instance.maximum_days <= 365
    error_message = "instance.maximum_days must be from 1 to 365, got ${coalesce(var.instance.maximum_days, 0)}."
  }
}

variable "log_retention_days" {
  description = "For how many days the server's log is kept."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days,
    )
    error_message = "log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.log_retention_days}."
  }
}

variable "name" {
  description = "The name of the VPN, such as that of the environment. Queues are openvpn-requests-NAME, openvpn-revocations-NAME and openvpn-lists-NAME; all else is openvpn-NAME."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name))
    error_message = "name must be 1 to 24 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "policy_arns" {
  description = "Policies that the server's role gets as well, by a name of your own, such as that of mgmt/ssm-access for recorded sessions."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "subnet_ids" {
  description = "The public subnets that the server may be in, in several zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "subnet_ids needs at least one subnet."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc_id" {
  description = "The ID of the VPC that the subnets are in."
  type        = string
  nullable    = false
}

variable "vpn" {
  description = "The VPN: the block that clients get their addresses from, which no network behind it may overlap; the port and protocol; the networks that clients reach through it; and the domains that they look names up in."
  type = object({
    client_cidr_block  = optional(string, "172.16.1.0/24")
    port               = optional(number, 1194)
    protocol           = optional(string, "udp")
    routed_cidr_blocks = set(string)
    search_domains     = optional(list(string), [])
  })
  nullable = false

  validation {
    condition     = try(cidrsubnet(var.vpn.client_cidr_block, 0, 0) == var.vpn.client_cidr_block && cidrnetmask(var.vpn.client_cidr_block) != "", false)
    error_message = "vpn.client_cidr_block must be the first address and the length of an IPv4 block, such as \"172.16.1.0/24\", got \"${var.vpn.client_cidr_block}\"."
  }
  validation {
    condition     = contains(["tcp", "udp"], var.vpn.protocol)
    error_message = "vpn.protocol must be \"udp\" or \"tcp\", got \"${var.vpn.protocol}\"."
  }
  validation {
    condition     = var.vpn.port >= 1 && var.vpn.port <= 65535 && floor(var.vpn.port) == var.vpn.port
    error_message = "vpn.port must be a whole number from 1 to 65535, got ${var.vpn.port}."
  }
  validation {
    condition     = length(var.vpn.routed_cidr_blocks) > 0 && alltrue([for block in var.vpn.routed_cidr_blocks : can(cidrnetmask(block)) && !endswith(block, "/0")])
    error_message = "vpn.routed_cidr_blocks takes at least one IPv4 block, and not the whole internet, got: ${join(", ", var.vpn.routed_cidr_blocks)}."
  }
}
