variable "apply" {
  description = "Who may apply, and what: the branch, or in its place a GitHub environment (whose rules then say which branches); for how many hours; which services it manages, by their prefixes in IAM."
  type = object({
    branch        = optional(string, "main")
    environment   = optional(string)
    session_hours = optional(number, 2)
    services = optional(set(string), [
      "access-analyzer", "account", "acm", "application-autoscaling", "autoscaling", "backup", "budgets", "ce", "chatbot",
      "cloudfront", "cloudtrail", "cloudwatch", "config", "dynamodb", "ec2", "ecr", "ecs", "eks", "elasticache",
      "elasticfilesystem", "elasticloadbalancing", "events", "guardduty", "iam", "kms", "lambda", "logs", "pipes", "rds", "route53",
      "route53resolver", "s3", "scheduler", "secretsmanager", "securityhub", "servicediscovery", "sns", "sqs", "ssm", "wafv2",
    ])
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.apply.branch))
    error_message = "apply.branch must be the full name of one branch, got \"${var.apply.branch}\"."
  }
  validation {
    condition     = contains(range(1, 13), var.apply.session_hours)
    error_message = "apply.session_hours must be a whole number from 1 to 12, got ${var.apply.session_hours}."
  }
  validation {
    condition     = alltrue([for service in var.apply.services : can(regex("^[a-z][a-z0-9-]*$", service))])
    error_message = "apply.services are prefixes such as \"ec2\", and never \"*\", got: ${join(", ", var.apply.services)}."
  }
}

variable "name" {
  description = "What the names of both roles begin with: NAME-plan and NAME-apply."
  type        = string
  default     = "github"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,58}$", var.name))
    error_message = "name must be 1 to 58 of the characters that IAM allows in names of roles, got \"${var.name}\"."
  }
}

variable "permissions_boundary_arn" {
  description = "The ARN of a policy that neither role can get beyond, whatever else it is allowed. Null for none."
  type        = string
  default     = null
}

variable "plan" {
  description = "For how many hours the plan role may work, and which S3 objects it may read though it reads no data otherwise, by ARN; * stands for any part."
  type = object({
    readable_object_arns = optional(set(string), [])
    session_hours        = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 13), var.plan.session_hours)
    error_message = "plan.session_hours must be a whole number from 1 to 12, got ${var.plan.session_hours}."
  }
}

variable "repositories" {
  description = "The repositories whose workflows may use the roles, as OWNER/NAME."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.repositories) > 0
    error_message = "repositories needs at least one repository."
  }
  validation {
    condition     = alltrue([for repository in var.repositories : can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", repository))])
    error_message = "repositories are named OWNER/NAME, without wildcards, got: ${join(", ", var.repositories)}."
  }
}

variable "states" {
  description = "The bucket of the states, and its key: planning reads and locks them, applying writes them. Null when the roles have nothing to do with states in S3."
  type = object({
    bucket_arn  = string
    kms_key_arn = string
  })
  default = null
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}
