variable "account_alias" {
  description = "The name that stands for the account's ID on the page where IAM users sign in. No other account in all of AWS may have it. Null for none."
  type        = string
  default     = null

  validation {
    condition     = var.account_alias == null ? true : can(regex("^[a-z0-9]([a-z0-9]|-[a-z0-9]){2,62}$", var.account_alias))
    error_message = "account_alias must be 3 to 63 lowercase letters, digits and single hyphens between them, got \"${coalesce(var.account_alias, "null")}\"."
  }
}

variable "alternate_contacts" {
  description = "Whom AWS writes to about billing, operations and security, by these words. For member accounts landingzone/organization does this."
  type = map(object({
    email        = string
    name         = string
    phone_number = string
    title        = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for kind in keys(var.alternate_contacts) : contains(["billing", "operations", "security"], kind)])
    error_message = "alternate_contacts are billing, operations and security, got: ${join(", ", keys(var.alternate_contacts))}."
  }
  validation {
    condition     = alltrue([for contact in values(var.alternate_contacts) : can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", contact.email))])
    error_message = "Not an e-mail address: ${join(", ", [for kind, contact in var.alternate_contacts : format("%q of %s", contact.email, kind) if !can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", contact.email))])}."
  }
}

variable "budget" {
  description = "What the account may cost in a month, who is told, and at which percentages of it: of what was spent, and of what the month will come to at this rate. Null sets none."
  type = object({
    monthly_usd      = number
    emails           = set(string)
    actual_percent   = optional(set(number), [80, 100])
    forecast_percent = optional(set(number), [100])
  })
  default = null

  validation {
    condition     = var.budget == null ? true : var.budget.monthly_usd > 0
    error_message = "budget.monthly_usd must be more than 0, got ${try(var.budget.monthly_usd, 0)}."
  }
  validation {
    condition     = var.budget == null ? true : length(var.budget.emails) > 0 && length(var.budget.emails) <= 10
    error_message = "budget.emails are 1 to 10, got ${try(length(var.budget.emails), 0)}."
  }
}

variable "cost_anomalies" {
  description = "Who is told of unusual costs of a service, once a day, and from how much on. In an organization this is for the management account, which sees the costs of all. Null looks for none."
  type = object({
    emails      = set(string)
    minimum_usd = optional(number, 100)
  })
  default = null

  validation {
    condition     = var.cost_anomalies == null ? true : length(var.cost_anomalies.emails) > 0 && var.cost_anomalies.minimum_usd > 0
    error_message = "cost_anomalies needs an e-mail address, and minimum_usd more than 0, got ${try(var.cost_anomalies.minimum_usd, 0)}."
  }
}

variable "password_policy" {
  description = "How long passwords of IAM users are at least, and for how many days they are good."
  type = object({
    max_age_days   = optional(number, 90)
    minimum_length = optional(number, 16)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.password_policy.minimum_length >= 14 && var.password_policy.minimum_length <= 128
    error_message = "password_policy.minimum_length must be from 14 (CIS 1.8) to 128, got ${var.password_policy.minimum_length}."
  }
  validation {
    condition     = var.password_policy.max_age_days >= 1 && var.password_policy.max_age_days <= 1095
    error_message = "password_policy.max_age_days must be from 1 to 1095, got ${var.password_policy.max_age_days}."
  }
}

variable "primary_contact" {
  description = "The company as AWS knows it: the account's contact. phone_number and country_code are international: \"+12025550100\", \"US\". Null leaves what AWS has."
  type = object({
    full_name          = string
    phone_number       = string
    address_line_1     = string
    city               = string
    postal_code        = string
    country_code       = string
    address_line_2     = optional(string)
    company_name       = optional(string)
    district_or_county = optional(string)
    state_or_region    = optional(string)
    website_url        = optional(string)
  })
  default = null

  validation {
    condition     = var.primary_contact == null ? true : can(regex("^[A-Z]{2}$", var.primary_contact.country_code))
    error_message = "primary_contact.country_code must be two capital letters, got \"${try(var.primary_contact.country_code, "")}\"."
  }
  validation {
    condition     = var.primary_contact == null ? true : can(regex("^\\+[0-9 ()-]{1,19}$", var.primary_contact.phone_number))
    error_message = "primary_contact.phone_number must be such as \"+12025550100\", got \"${try(var.primary_contact.phone_number, "")}\"."
  }
}

variable "service_linked_roles" {
  description = "The services whose roles are made, by principal. One that is already in the account has to be imported."
  type        = set(string)
  default     = ["config.amazonaws.com"]
  nullable    = false

  validation {
    condition     = alltrue([for service in var.service_linked_roles : endswith(service, ".amazonaws.com")])
    error_message = "service_linked_roles are names such as \"config.amazonaws.com\", got: ${join(", ", var.service_linked_roles)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates and AWS can tag."
  type        = map(string)
  default     = {}
  nullable    = false
}
