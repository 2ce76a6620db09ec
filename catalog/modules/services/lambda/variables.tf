variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own, and when there is one: above so many errors or throttled calls in five minutes, and when a call took more than so much of the timeout."
  type = object({
    topic_arns      = optional(map(string), {})
    errors          = optional(number, 0)
    throttles       = optional(number, 0)
    timeout_percent = optional(number, 90)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.timeout_percent > 0 && var.alarms.timeout_percent <= 100
    error_message = "alarms.timeout_percent must be above 0 and at most 100, got ${var.alarms.timeout_percent}."
  }
}

variable "asynchronous" {
  description = "For how long an event that nobody waits for an answer to is kept, and how many times it is tried again, before it goes to the queue NAME-failed-events."
  type = object({
    max_age_seconds = optional(number, 21600)
    retries         = optional(number, 2)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.asynchronous.max_age_seconds >= 60 && var.asynchronous.max_age_seconds <= 21600
    error_message = "asynchronous.max_age_seconds must be from 60 to 21600, got ${var.asynchronous.max_age_seconds}."
  }
  validation {
    condition     = contains([0, 1, 2], var.asynchronous.retries)
    error_message = "asynchronous.retries must be 0, 1 or 2, got ${var.asynchronous.retries}."
  }
}

variable "code" {
  description = "One of: zip_path, a file on the machine that applies; s3, an object of a bucket; image_uri, an image of ECR. handler and runtime belong to the first two. Layers, and who must have signed the code, are the caller's choice."
  type = object({
    handler            = optional(string)
    image_uri          = optional(string)
    layer_arns         = optional(list(string), [])
    runtime            = optional(string)
    s3                 = optional(object({ bucket = string, key = string, version = optional(string) }))
    signing_config_arn = optional(string)
    zip_path           = optional(string)
  })
  nullable = false

  validation {
    condition     = length([for given in [var.code.image_uri != null, var.code.s3 != null, var.code.zip_path != null] : given if given]) == 1
    error_message = "code takes one of zip_path, s3 and image_uri, got: ${join(", ", compact([var.code.zip_path == null ? "" : "zip_path", var.code.s3 == null ? "" : "s3", var.code.image_uri == null ? "" : "image_uri"]))}."
  }
  validation {
    condition     = (var.code.image_uri == null) == (var.code.handler != null) && (var.code.image_uri == null) == (var.code.runtime != null)
    error_message = "code.handler and code.runtime belong to zip_path and s3: an image has its own. Got handler \"${coalesce(var.code.handler, "null")}\" and runtime \"${coalesce(var.code.runtime, "null")}\"."
  }
}

variable "description" {
  description = "What the function is for."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = length(var.description) <= 256
    error_message = "description must have at most 256 characters, got ${length(var.description)}."
  }
}

variable "encryption" {
  description = "What encrypts environment variables, logs and failed events: \"own-key\" makes a key for this function, \"given-key\" takes kms_key_arn."
  type        = string
  default     = "own-key"
  nullable    = false

  validation {
    condition     = contains(["own-key", "given-key"], var.encryption)
    error_message = "encryption must be \"own-key\" or \"given-key\", got \"${var.encryption}\"."
  }
}

variable "environment" {
  description = "Environment variables. Secrets do not belong here: give the ARN of the secret, and the permission to read it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[a-zA-Z][a-zA-Z0-9_]+$", name))])
    error_message = "Names of environment variables are letters, digits and underscores, beginning with a letter, got: ${join(", ", keys(var.environment))}."
  }
}

variable "event_sources" {
  description = "Queues and streams whose records the function handles in batches, by a name of your own. max_concurrency (null for no limit) is for sqs, starting_position for kinesis and dynamodb. filter_patterns leave out what none of them matches."
  type = map(object({
    arn               = string
    batch_size        = optional(number, 10)
    batching_seconds  = optional(number, 0)
    filter_patterns   = optional(list(string), [])
    max_concurrency   = optional(number)
    service           = optional(string, "sqs")
    starting_position = optional(string, "TRIM_HORIZON")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for source in values(var.event_sources) : contains(["dynamodb", "kinesis", "sqs"], source.service)])
    error_message = "service must be \"sqs\", \"kinesis\" or \"dynamodb\", got: ${join(", ", values(var.event_sources)[*].service)}."
  }
  validation {
    condition     = alltrue([for source in values(var.event_sources) : contains(["LATEST", "TRIM_HORIZON"], source.starting_position)])
    error_message = "starting_position must be \"LATEST\" or \"TRIM_HORIZON\", got: ${join(", ", values(var.event_sources)[*].starting_position)}."
  }
  validation {
    condition     = alltrue([for name in keys(var.event_sources) : can(regex("^[A-Za-z0-9-]+$", name))])
    error_message = "Names of event_sources are letters, digits and hyphens, got: ${join(", ", keys(var.event_sources))}."
  }
}

variable "invokers" {
  description = "What of AWS services calls the function, by a name of your own: the service's principal, such as \"events.amazonaws.com\", and the ARN of the rule, topic, bucket or API that calls."
  type = map(object({
    arn     = string
    service = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for invoker in values(var.invokers) : endswith(invoker.service, ".amazonaws.com")])
    error_message = "Services are names such as \"events.amazonaws.com\", got: ${join(", ", values(var.invokers)[*].service)}."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key when encryption is \"given-key\". Its policy must let in CloudWatch Logs."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "given-key") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption \"given-key\", and only there; encryption is \"${var.encryption}\"."
  }
}

variable "log_retention_days" {
  description = "For how many days logs are kept."
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
  description = "The name of the function. All that the module creates is named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,40}$", var.name))
    error_message = "name must be 1 to 40 letters, digits, underscores and hyphens, got \"${var.name}\"."
  }
}

variable "permissions" {
  description = "What the function may do beside logging, tracing and reading its event_sources, by a name of your own."
  type = map(object({
    actions    = list(string)
    conditions = optional(map(map(list(string))), {})
    resources  = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue(flatten([for permission in values(var.permissions) : [for action in permission.actions : can(regex("^[a-z0-9-]+:[A-Za-z]+\\*?$", action))]]))
    error_message = "Actions name a service and an operation, such as \"s3:GetObject\", got: ${join(", ", flatten(values(var.permissions)[*].actions))}."
  }
  validation {
    condition     = alltrue([for name in keys(var.permissions) : can(regex("^[A-Za-z0-9-]+$", name))])
    error_message = "Names of permissions are letters, digits and hyphens, got: ${join(", ", keys(var.permissions))}."
  }
}

variable "resources" {
  description = "The architecture, \"arm64\" or \"x86_64\", memory, which brings processors with it, space in /tmp, for how long a call may run, and how many run at once at most, kept free for this function (null for what others leave)."
  type = object({
    architecture         = optional(string, "arm64")
    memory_mib           = optional(number, 256)
    reserved_concurrency = optional(number)
    storage_mib          = optional(number, 512)
    timeout_seconds      = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.resources.architecture)
    error_message = "resources.architecture must be \"arm64\" or \"x86_64\", got \"${var.resources.architecture}\"."
  }
  validation {
    condition     = var.resources.memory_mib >= 128 && var.resources.memory_mib <= 10240 && var.resources.storage_mib >= 512 && var.resources.storage_mib <= 10240
    error_message = "resources.memory_mib must be from 128 to 10240 and storage_mib from 512 to 10240, got ${var.resources.memory_mib} and ${var.resources.storage_mib}."
  }
  validation {
    condition     = var.resources.reserved_concurrency == null ? true : var.resources.reserved_concurrency >= 0 && floor(var.resources.reserved_concurrency) == var.resources.reserved_concurrency
    error_message = "resources.reserved_concurrency must be a whole number from 0, got ${coalesce(var.resources.reserved_concurrency, 0)}."
  }
  validation {
    condition     = var.resources.timeout_seconds >= 1 && var.resources.timeout_seconds <= 900
    error_message = "resources.timeout_seconds must be from 1 to 900, got ${var.resources.timeout_seconds}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc" {
  description = "The VPC and the private subnets that the function runs in, and where to it may connect there by TCP, by a name of your own: a port of a security group, a block of addresses or a prefix list. Null runs it outside of any VPC, with the internet before it."
  type = object({
    subnet_ids = list(string)
    vpc_id     = string
    egress = optional(map(object({
      cidr_block        = optional(string)
      port              = optional(number, 443)
      prefix_list_id    = optional(string)
      security_group_id = optional(string)
    })), {})
  })
  default = null
}
