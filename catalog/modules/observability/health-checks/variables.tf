variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own. They must be in us-east-1, as the alarms are."
  type = object({
    topic_arns = optional(map(string), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for arn in values(var.alarms.topic_arns) : try(split(":", arn)[3] == "us-east-1", false)])
    error_message = "The topics must be in us-east-1, got: ${join(", ", values(var.alarms.topic_arns))}."
  }
}

variable "checks" {
  description = "What is asked for over HTTPS from around the world, by a name of your own. An answer 2xx or 3xx is healthy, with search_string only one that contains it in its first 5,120 bytes. failure_threshold: how often in a row something else must come; latency_seconds: how long the first byte of an answer may take on average, null for no alarm; regions: where the checkers are, null for all of Route 53's."
  type = map(object({
    domain_name       = string
    failure_threshold = optional(number, 3)
    interval_seconds  = optional(number, 30)
    latency_seconds   = optional(number)
    path              = optional(string, "/")
    port              = optional(number, 443)
    regions           = optional(set(string))
    search_string     = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for check in values(var.checks) : contains([10, 30], check.interval_seconds)])
    error_message = "interval_seconds must be 10 or 30, got: ${join(", ", values(var.checks)[*].interval_seconds)}."
  }
  validation {
    condition     = alltrue([for check in values(var.checks) : contains(range(1, 11), check.failure_threshold)])
    error_message = "failure_threshold must be from 1 to 10, got: ${join(", ", values(var.checks)[*].failure_threshold)}."
  }
  validation {
    condition     = alltrue([for check in values(var.checks) : startswith(check.path, "/") && length(check.path) <= 255])
    error_message = "path must begin with a slash and have 255 characters at most, got: ${join(", ", values(var.checks)[*].path)}."
  }
  validation {
    condition     = alltrue([for check in values(var.checks) : check.port >= 1 && check.port <= 65535])
    error_message = "port must be from 1 to 65535, got: ${join(", ", values(var.checks)[*].port)}."
  }
  validation {
    condition     = alltrue([for check in values(var.checks) : check.regions == null ? true : length(check.regions) >= 3])
    error_message = "Route 53 wants at least three regions, or null for all of its own, unlike in: ${join(", ", [for name, check in var.checks : name if check.regions == null ? false : length(check.regions) < 3])}."
  }
}

variable "name" {
  description = "What the names of the checks and alarms begin with, such as the name of the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "name must be 1 to 64 letters, digits, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
