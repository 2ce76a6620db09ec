variable "domain_name" {
  description = "The name that the certificate is for, such as \"www.acme.example\", or \"*.acme.example\" for all names one level below."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", var.domain_name)) && length(var.domain_name) <= 64
    error_message = "domain_name must be a name of up to 64 lowercase characters such as \"www.acme.example\" or \"*.acme.example\", got \"${var.domain_name}\"."
  }
}

variable "key_algorithm" {
  description = "The kind of the key: \"RSA_2048\", which every client knows, or \"EC_prime256v1\" or \"EC_secp384r1\", which are faster."
  type        = string
  default     = "RSA_2048"
  nullable    = false

  validation {
    condition     = contains(["RSA_2048", "EC_prime256v1", "EC_secp384r1"], var.key_algorithm)
    error_message = "key_algorithm must be \"RSA_2048\", \"EC_prime256v1\" or \"EC_secp384r1\", got \"${var.key_algorithm}\"."
  }
}

variable "subject_alternative_names" {
  description = "Further names that the certificate is for."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for name in var.subject_alternative_names :
      can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", name)) && length(name) <= 253
    ])
    error_message = "subject_alternative_names must be names in lowercase such as \"api.acme.example\" or \"*.acme.example\", got: ${join(", ", var.subject_alternative_names)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "wait_until_issued" {
  description = "Whether the ARN is known only once the certificate is issued. With a zone elsewhere somebody has to make the records meanwhile."
  type        = bool
  default     = true
  nullable    = false
}

variable "zone" {
  description = "The public hosted zone, of this account, that has all the names; the records that prove the names are made there. Null makes none: validation_records says which are needed."
  type = object({
    id = string
  })
  default = null
}
