variable "access_logs" {
  description = "The bucket that is made for access and connection logs, after how many days they move to Glacier Instant Retrieval (null for never) and after how many they expire. No other bucket in all of AWS may have its name. force_destroy: whether destroying the module also deletes logs that are left."
  type = object({
    bucket_name        = string
    archive_after_days = optional(number, 90)
    expire_after_days  = optional(number, 365)
    force_destroy      = optional(bool, false)
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.access_logs.bucket_name))
    error_message = "access_logs.bucket_name must be 3 to 63 lowercase letters, digits and hyphens, beginning and ending with a letter or digit, got \"${var.access_logs.bucket_name}\"."
  }
  validation {
    condition     = var.access_logs.expire_after_days >= 1 && floor(var.access_logs.expire_after_days) == var.access_logs.expire_after_days
    error_message = "access_logs.expire_after_days must be a whole number from 1, got ${var.access_logs.expire_after_days}."
  }
  validation {
    condition     = var.access_logs.archive_after_days == null ? true : var.access_logs.archive_after_days < var.access_logs.expire_after_days
    error_message = "Logs must be archived before they expire, got archive_after_days ${coalesce(var.access_logs.archive_after_days, 0)} and expire_after_days ${var.access_logs.expire_after_days}."
  }
}

variable "additional_certificate_arns" {
  description = "The ARNs of further certificates, by a name of your own. A client gets the one that fits the name it asked for."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "allowed_cidr_blocks" {
  description = "The blocks that may call, such as \"0.0.0.0/0\" for everybody, which an internal load balancer does not take."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr_block in var.allowed_cidr_blocks : can(cidrhost(cidr_block, 0))])
    error_message = "allowed_cidr_blocks must be IPv4 or IPv6 blocks, got: ${join(", ", var.allowed_cidr_blocks)}."
  }
  validation {
    condition     = !var.internal || alltrue([for cidr_block in var.allowed_cidr_blocks : try(tonumber(split("/", cidr_block)[1]) > 7, true)])
    error_message = "Nobody comes to an internal load balancer from everywhere: name the blocks of the networks that do. Got: ${join(", ", var.allowed_cidr_blocks)}."
  }
  validation {
    condition     = var.ipv6 || alltrue([for cidr_block in var.allowed_cidr_blocks : !strcontains(cidr_block, ":")])
    error_message = "Without ipv6 nobody comes from IPv6 blocks, got: ${join(", ", var.allowed_cidr_blocks)}."
  }
}

variable "allowed_security_group_ids" {
  description = "The IDs of the security groups whose members may call, by who they are."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "certificate_arn" {
  description = "The ARN of the certificate that is shown to clients that ask for no name that another has."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer. It has to be false, and applied, before the module is destroyed."
  type        = bool
  default     = true
  nullable    = false
}

variable "idle_timeout_seconds" {
  description = "After how many seconds without a byte a connection is closed. Targets must keep theirs open longer."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_timeout_seconds >= 1 && var.idle_timeout_seconds <= 4000
    error_message = "idle_timeout_seconds must be from 1 to 4000, got ${var.idle_timeout_seconds}."
  }
}

variable "internal" {
  description = "Whether the load balancer has private addresses only. False makes it face the internet, in public subnets."
  type        = bool
  default     = true
  nullable    = false
}

variable "ipv6" {
  description = "Whether the load balancer also has IPv6 addresses, which its subnets must have blocks for."
  type        = bool
  default     = false
  nullable    = false
}

variable "name" {
  description = "The name of the load balancer. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", var.name)) && !startswith(var.name, "internal-")
    error_message = "name must be 1 to 32 lowercase letters, digits and hyphens, beginning with a letter but not with \"internal-\", and not ending with a hyphen, got \"${var.name}\"."
  }
}

variable "ssl_policy" {
  description = "The protocols and ciphers that clients are offered. The default has TLS 1.3, and of TLS 1.2 the ciphers with forward secrecy and authentication."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
  nullable    = false

  validation {
    condition     = can(regex("^ELBSecurityPolicy-TLS13-1-[23]-", var.ssl_policy))
    error_message = "ssl_policy must be one with TLS 1.3 and nothing older than TLS 1.2, ELBSecurityPolicy-TLS13-1-2-… or -1-3-…, got \"${var.ssl_policy}\"."
  }
}

variable "subnet_ids" {
  description = "The IDs of the subnets, in at least two zones: public ones unless internal."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones, got ${length(var.subnet_ids)}."
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

variable "waf" {
  description = "Filters requests: AWS's rules against known attackers, common attacks and known bad inputs, further_rule_groups of AWS such as \"AWSManagedRulesSQLiRuleSet\", and a limit to what one address may ask for. Groups in only_count block nothing. Null filters nothing."
  type = object({
    requests_per_5_minutes = optional(number, 2000)
    further_rule_groups    = optional(list(string), [])
    only_count             = optional(set(string), [])
    log_retention_days     = optional(number, 365)
  })
  default = null

  validation {
    condition     = var.waf == null ? true : var.waf.requests_per_5_minutes >= 10 && var.waf.requests_per_5_minutes <= 2000000000
    error_message = "waf.requests_per_5_minutes must be from 10 to 2,000,000,000, got ${try(var.waf.requests_per_5_minutes, "")}."
  }
  validation {
    condition     = var.waf == null ? true : alltrue([for group in var.waf.further_rule_groups : startswith(group, "AWSManagedRules")])
    error_message = "waf.further_rule_groups are AWS's, such as \"AWSManagedRulesSQLiRuleSet\", got: ${join(", ", try(var.waf.further_rule_groups, []))}."
  }
  validation {
    condition = var.waf == null ? true : contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.waf.log_retention_days,
    )
    error_message = "waf.log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${try(var.waf.log_retention_days, "")}."
  }
}
