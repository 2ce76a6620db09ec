variable "access_log_days" {
  description = "For how many days it is kept who read what."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.access_log_days >= 1 && floor(var.access_log_days) == var.access_log_days
    error_message = "access_log_days must be a whole number from 1, got ${var.access_log_days}."
  }
}

variable "alarms" {
  description = "The topics of us-east-1 that alarms are published to, by a name of your own, and above what percentage of errors there is one."
  type = object({
    topic_arns    = optional(map(string), {})
    error_percent = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.error_percent >= 0 && var.alarms.error_percent < 100
    error_message = "alarms.error_percent must be from 0 and below 100, got ${var.alarms.error_percent}."
  }
}

variable "allowed_countries" {
  description = "The countries that may read the site, by code of two letters. Empty for all."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "allowed_countries takes codes such as \"DE\", got: ${join(", ", var.allowed_countries)}."
  }
}

variable "certificate_arn" {
  description = "The ARN of the certificate of us-east-1 for domain_names. Null where there are none."
  type        = string
  default     = null

  validation {
    condition     = (length(var.domain_names) == 0) == (var.certificate_arn == null)
    error_message = "certificate_arn belongs to domain_names, and only there; they are: ${join(", ", var.domain_names)}."
  }
  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "certificate_arn must be of us-east-1, where CloudFront looks for it, got \"${coalesce(var.certificate_arn, "null")}\"."
  }
}

variable "content_security_policy" {
  description = "What the pages may load and do, as browsers are told. The default is what comes from the site itself."
  type        = string
  default     = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests"
  nullable    = false

  validation {
    condition     = can(regex("(^|; ?)default-src ", var.content_security_policy))
    error_message = "content_security_policy must say default-src, got \"${var.content_security_policy}\"."
  }
}

variable "domain_names" {
  description = "The names of the site. Without any it has the one that CloudFront gives it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.domain_names : can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", name))])
    error_message = "domain_names takes names such as \"www.acme.example\", got: ${join(", ", var.domain_names)}."
  }
}

variable "encryption" {
  description = "What encrypts the files and the records of who read them: \"own-key\" makes a key for this site, \"given-key\" takes kms_key_arn."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "force_destroy" {
  description = "Whether destroying the module also deletes files and records that are left. AWS deletes no bucket that something is in."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "The ARN of the key when encryption is \"given-key\". Its policy must let in cloudfront.amazonaws.com and delivery.logs.amazonaws.com."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "name" {
  description = "The name of the bucket of the files. No other bucket in all of AWS may have it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,49}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 51 lowercase letters, digits and hyphens, beginning and ending with a letter or digit (the bucket NAME-access-logs needs the rest of S3's 63), got \"${var.name}\"."
  }
}

variable "paths" {
  description = "What a path stands for whose last part has no dot: with \"folders\" the index.html of the folder, with \"single-page\" /index.html, whose script knows the path."
  type        = string
  default     = "folders"
  nullable    = false

  validation {
    condition     = contains(["folders", "single-page"], var.paths)
    error_message = "paths must be \"folders\" or \"single-page\", got \"${var.paths}\"."
  }
}

variable "price_class" {
  description = "From where the site is served: PriceClass_All, PriceClass_200 without the dearest places, PriceClass_100 from Europe and North America only."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be PriceClass_100, PriceClass_200 or PriceClass_All, got \"${var.price_class}\"."
  }
}

variable "records" {
  description = "The public zone, of this account, in which domain_names get their records. Null makes none."
  type = object({
    zone_id = string
  })
  default = null
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "web_acl_arn" {
  description = "The ARN of a web ACL of AWS WAF, of scope CLOUDFRONT. Null for none."
  type        = string
  default     = null
}
