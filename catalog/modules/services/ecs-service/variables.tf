variable "alarm_thresholds" {
  description = "Above what an alarm is raised: percentages of the tasks' CPU and memory, the percentage of requests that are answered with a server error (from error_minimum_requests a minute on), and the seconds that one request of a hundred may wait."
  type = object({
    cpu_percent            = optional(number, 90)
    error_minimum_requests = optional(number, 20)
    error_percent          = optional(number, 5)
    latency_seconds        = optional(number, 2)
    memory_percent         = optional(number, 90)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold > 0])
    error_message = "alarm_thresholds must be above 0, got: ${join(", ", [for name, threshold in var.alarm_thresholds : "${name} = ${threshold}"])}."
  }
}

variable "alarms" {
  description = "The topics that alarms are published to, by a name of your own."
  type = object({
    topic_arns = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "allowed_security_group_ids" {
  description = "The security groups that may connect to the container's port beside the load balancer's, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.allowed_security_group_ids) == 0 || var.container.port != null
    error_message = "There is nothing to connect to: the container has no port, and allowed_security_group_ids has ${join(", ", keys(var.allowed_security_group_ids))}."
  }
}

variable "autoscaling" {
  description = "From how many to how many tasks there are, and what their number follows: average CPU and memory in percent, requests that a task answers in a minute (null for what it does not follow)."
  type = object({
    min_tasks           = optional(number, 2)
    max_tasks           = optional(number, 10)
    cpu_percent         = optional(number, 60)
    memory_percent      = optional(number, 75)
    requests_per_minute = optional(number)
    scale_in_seconds    = optional(number, 300)
    scale_out_seconds   = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.autoscaling.min_tasks >= 1 && var.autoscaling.min_tasks <= var.autoscaling.max_tasks
    error_message = "autoscaling.min_tasks must be from 1 to max_tasks, got ${var.autoscaling.min_tasks} and ${var.autoscaling.max_tasks}."
  }
  validation {
    condition     = alltrue([for percent in [var.autoscaling.cpu_percent, var.autoscaling.memory_percent] : percent == null ? true : percent >= 1 && percent <= 100])
    error_message = "autoscaling.cpu_percent and memory_percent must be from 1 to 100, got: ${join(", ", compact([var.autoscaling.cpu_percent, var.autoscaling.memory_percent]))}."
  }
  validation {
    condition     = var.autoscaling.requests_per_minute == null || var.load_balancer != null
    error_message = "autoscaling.requests_per_minute counts requests of a load_balancer, and there is none."
  }
}

variable "cluster" {
  description = "The cluster that the service runs in, and the key that encrypts its logs and sessions: outputs arn, name and kms_key_arn of services/ecs-cluster."
  type = object({
    arn         = string
    kms_key_arn = string
    name        = string
  })
  nullable = false
}

variable "connects_to" {
  description = "What the service connects to, such as a database, by a name of your own. It lets itself out, and into the other's security group."
  type = map(object({
    port              = number
    security_group_id = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for other in values(var.connects_to) : other.port >= 1 && other.port <= 65535 && floor(other.port) == other.port])
    error_message = "Ports are from 1 to 65535, got: ${join(", ", [for name, other in var.connects_to : "${name} = ${other.port}"])}."
  }
}

variable "container" {
  description = "The application: its image, the port that it answers at (null for none), environment variables, secrets (a variable's name, and the ARN of a secret or parameter that it is filled with when a task starts), and its own health check (null for none). It runs as a user without privileges, on a read-only root file system; beside it writable_paths are empty folders in memory, by path, with the MiB that each may take, and volume_paths empty folders on disk."
  type = object({
    image                     = string
    port                      = optional(number)
    command                   = optional(list(string))
    entry_point               = optional(list(string))
    environment               = optional(map(string), {})
    secrets                   = optional(map(string), {})
    user                      = optional(string, "1000:1000")
    read_only_root_filesystem = optional(bool, true)
    volume_paths              = optional(set(string), [])
    writable_paths            = optional(map(number), {})
    cpu                       = optional(number)
    memory                    = optional(number)
    stop_seconds              = optional(number, 30)
    health_check = optional(object({
      command          = list(string)
      interval_seconds = optional(number, 30)
      retries          = optional(number, 3)
      start_seconds    = optional(number, 30)
      timeout_seconds  = optional(number, 5)
    }))
  })
  nullable = false

  validation {
    condition     = var.container.port == null ? true : var.container.port >= 1 && var.container.port <= 65535
    error_message = "container.port must be from 1 to 65535, got ${coalesce(var.container.port, 0)}."
  }
  validation {
    condition     = alltrue([for arn in values(var.container.secrets) : can(regex("^arn:[a-z-]+:(secretsmanager|ssm):", arn))])
    error_message = "container.secrets takes ARNs of secrets and parameters, unlike those of: ${join(", ", [for name, arn in var.container.secrets : name if !can(regex("^arn:[a-z-]+:(secretsmanager|ssm):", arn))])}."
  }
  validation {
    condition     = length(setintersection(keys(var.container.environment), keys(var.container.secrets))) == 0
    error_message = "A variable is either in container.environment or in container.secrets, unlike: ${join(", ", setintersection(keys(var.container.environment), keys(var.container.secrets)))}."
  }
  validation {
    condition     = alltrue([for path in setunion(keys(var.container.writable_paths), var.container.volume_paths) : startswith(path, "/") && path != "/"])
    error_message = "container.writable_paths and volume_paths are absolute paths of folders, got: ${join(", ", setunion(keys(var.container.writable_paths), var.container.volume_paths))}."
  }
  validation {
    condition     = length(setintersection(keys(var.container.writable_paths), var.container.volume_paths)) == 0
    error_message = "A folder is in memory or on disk, container.writable_paths or volume_paths, unlike: ${join(", ", setintersection(keys(var.container.writable_paths), var.container.volume_paths))}."
  }
}

variable "deployment" {
  description = "How a new image comes in. It replaces the old one task by task, between the two percentages of the tasks, and is rolled back when tasks do not start or when an alarm of the load balancer or one of rollback_alarm_names goes off. canary: a few tasks beside the others that an image is tried in, with a share of the requests (null for none; without an image they run that of the service). image_from_parameter: the pipeline deploys, and names the image in a parameter; what it deployed stays. repository_arns: the repositories of ECR that it takes images from, by a name of your own."
  type = object({
    minimum_healthy_percent = optional(number, 100)
    maximum_percent         = optional(number, 200)
    rollback_alarm_names    = optional(set(string), [])
    image_from_parameter    = optional(bool, false)
    repository_arns         = optional(map(string), {})
    wait_for_steady_state   = optional(bool, true)
    canary = optional(object({
      image          = optional(string)
      tasks          = optional(number, 1)
      weight_percent = optional(number, 10)
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.deployment.minimum_healthy_percent >= 0 && var.deployment.minimum_healthy_percent <= 100 && var.deployment.maximum_percent >= 100 && var.deployment.minimum_healthy_percent < var.deployment.maximum_percent
    error_message = "deployment.minimum_healthy_percent must be up to 100 and below maximum_percent, which is from 100, got ${var.deployment.minimum_healthy_percent} and ${var.deployment.maximum_percent}."
  }
  validation {
    condition     = var.deployment.image_from_parameter || length(var.deployment.repository_arns) == 0
    error_message = "deployment.repository_arns are those of a pipeline, which image_from_parameter lets deploy, got: ${join(", ", keys(var.deployment.repository_arns))}."
  }
  validation {
    condition     = var.deployment.canary == null ? true : var.deployment.canary.weight_percent >= 0 && var.deployment.canary.weight_percent <= 100 && var.deployment.canary.tasks >= 1
    error_message = "deployment.canary has from 1 task and from 0 to 100 percent of the requests, got ${try(var.deployment.canary.tasks, "")} and ${try(var.deployment.canary.weight_percent, "")}."
  }
  validation {
    condition     = var.deployment.canary == null || var.load_balancer != null
    error_message = "deployment.canary gets its share of requests from a load_balancer, and there is none."
  }
}

variable "load_balancer" {
  description = "The listener that sends requests to the service, with the load balancer's security group and arn_suffix: those with any of the host_headers and any of the path_patterns, of lower priority numbers first. stickiness_seconds: for how long a client keeps its task (null for not at all). Null for a service that nobody calls through a load balancer."
  type = object({
    listener_arn           = string
    security_group_id      = string
    arn_suffix             = string
    priority               = number
    host_headers           = optional(set(string), [])
    path_patterns          = optional(set(string), [])
    protocol               = optional(string, "HTTP")
    protocol_version       = optional(string, "HTTP1")
    deregistration_seconds = optional(number, 60)
    grace_seconds          = optional(number, 60)
    stickiness_seconds     = optional(number)
    health_check = optional(object({
      path                = optional(string, "/")
      matcher             = optional(string, "200")
      interval_seconds    = optional(number, 15)
      timeout_seconds     = optional(number, 5)
      healthy_threshold   = optional(number, 2)
      unhealthy_threshold = optional(number, 3)
    }), {})
  })
  default = null

  validation {
    condition     = var.load_balancer == null || var.container.port != null
    error_message = "A load_balancer needs a container.port to send requests to."
  }
  validation {
    condition     = var.load_balancer == null ? true : length(var.load_balancer.host_headers) + length(var.load_balancer.path_patterns) > 0
    error_message = "load_balancer needs host_headers or path_patterns; path_patterns = [\"/*\"] takes whatever comes."
  }
  validation {
    condition     = var.load_balancer == null ? true : length(var.load_balancer.host_headers) + length(var.load_balancer.path_patterns) <= 5
    error_message = "A rule has up to 5 host_headers and path_patterns, got: ${try(join(", ", setunion(var.load_balancer.host_headers, var.load_balancer.path_patterns)), "")}."
  }
  validation {
    condition     = var.load_balancer == null ? true : var.load_balancer.priority >= 1 && var.load_balancer.priority <= 50000
    error_message = "load_balancer.priority must be from 1 to 50000, got ${try(var.load_balancer.priority, "")}."
  }
  validation {
    condition     = var.load_balancer == null ? true : contains(["HTTP", "HTTPS"], var.load_balancer.protocol) && contains(["GRPC", "HTTP1", "HTTP2"], var.load_balancer.protocol_version)
    error_message = "load_balancer.protocol is \"HTTP\" or \"HTTPS\", protocol_version \"HTTP1\", \"HTTP2\" or \"GRPC\", got \"${try(var.load_balancer.protocol, "")}\" and \"${try(var.load_balancer.protocol_version, "")}\"."
  }
}

variable "name" {
  description = "The name of the service and of its main container."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", var.name))
    error_message = "name must be lowercase letters, digits and hyphens, beginning with a letter and not ending with a hyphen, got \"${var.name}\"."
  }
  validation {
    condition     = length(var.name) + length(var.cluster.name) <= 38
    error_message = "The names of service and cluster may have 38 characters together, because roles are named after both; \"${var.name}\" and \"${var.cluster.name}\" have ${length(var.name) + length(var.cluster.name)}."
  }
}

variable "service_discovery" {
  description = "How other services find this one by its name: kind \"service-connect\" through proxies that balance and retry, in the namespace of namespace_arn; kind \"dns\" by addresses in the private zone of namespace_id. Null for not at all."
  type = object({
    kind          = optional(string, "service-connect")
    namespace_arn = optional(string)
    namespace_id  = optional(string)
  })
  default = null

  validation {
    condition     = var.service_discovery == null ? true : contains(["dns", "service-connect"], var.service_discovery.kind)
    error_message = "service_discovery.kind must be \"service-connect\" or \"dns\", got \"${try(var.service_discovery.kind, "")}\"."
  }
  validation {
    condition     = var.service_discovery == null ? true : (var.service_discovery.kind == "dns" ? var.service_discovery.namespace_id : var.service_discovery.namespace_arn) != null
    error_message = "service_discovery of kind \"dns\" needs a namespace_id, \"service-connect\" a namespace_arn; the kind is \"${try(var.service_discovery.kind, "")}\"."
  }
}

variable "subnet_ids" {
  description = "The IDs of the private subnets that tasks run in, one in each zone."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "subnet_ids needs at least one subnet; one in each of three zones is usual."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "task" {
  description = "What a task is: CPU units (1024 are one CPU) and MiB of memory, architecture, GB of disk (null for the 20 that are free), where it runs (FARGATE, FARGATE_SPOT or capacity providers of the cluster's instances), sidecars beside the container (ready: what of them it waits for), what the application may do (permissions, and policy_arns by a name of your own), whether people may open sessions inside (execute_command), and for how many days its logs are kept."
  type = object({
    cpu          = optional(number, 256)
    memory       = optional(number, 512)
    architecture = optional(string, "X86_64")
    storage_gb   = optional(number)
    capacity_providers = optional(map(object({
      base   = optional(number, 0)
      weight = optional(number, 1)
    })), { FARGATE = {} })
    execute_command    = optional(bool, false)
    log_retention_days = optional(number, 365)
    policy_arns        = optional(map(string), {})
    permissions = optional(map(object({
      actions   = set(string)
      resources = set(string)
    })), {})
    sidecars = optional(map(object({
      image                     = string
      essential                 = optional(bool, true)
      ready                     = optional(string)
      command                   = optional(list(string))
      entry_point               = optional(list(string))
      environment               = optional(map(string), {})
      secrets                   = optional(map(string), {})
      user                      = optional(string, "1000:1000")
      read_only_root_filesystem = optional(bool, true)
      volume_paths              = optional(set(string), [])
      writable_paths            = optional(map(number), {})
      cpu                       = optional(number)
      memory                    = optional(number)
      stop_seconds              = optional(number, 30)
      health_check = optional(object({
        command          = list(string)
        interval_seconds = optional(number, 30)
        retries          = optional(number, 3)
        start_seconds    = optional(number, 30)
        timeout_seconds  = optional(number, 5)
      }))
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.task.architecture)
    error_message = "task.architecture must be \"ARM64\" or \"X86_64\", got \"${var.task.architecture}\"."
  }
  validation {
    condition     = length(setsubtract(keys(var.task.capacity_providers), ["FARGATE", "FARGATE_SPOT"])) > 0 || contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.task.cpu)
    error_message = "On Fargate task.cpu is 256, 512, 1024, 2048, 4096, 8192 or 16384, got ${var.task.cpu}."
  }
  validation {
    # The smallest size is the exception: it may have 512 MiB.
    condition     = length(setsubtract(keys(var.task.capacity_providers), ["FARGATE", "FARGATE_SPOT"])) > 0 || (var.task.memory >= (var.task.cpu == 256 ? 512 : var.task.cpu * 2 > 16384 ? 16384 : var.task.cpu * 2) && var.task.memory <= (var.task.cpu == 512 ? 4096 : var.task.cpu * 8))
    error_message = "Fargate has no tasks of ${var.task.cpu} CPU units with ${var.task.memory} MiB: two to eight times as many MiB as units are possible."
  }
  validation {
    condition     = length(var.task.capacity_providers) > 0 && contains([0, length(var.task.capacity_providers)], length(setintersection(keys(var.task.capacity_providers), ["FARGATE", "FARGATE_SPOT"])))
    error_message = "task.capacity_providers are of one kind, Fargate or instances, got: ${join(", ", keys(var.task.capacity_providers))}."
  }
  validation {
    condition     = length([for provider in values(var.task.capacity_providers) : provider if provider.base > 0]) <= 1
    error_message = "Only one of task.capacity_providers may have a base, got: ${join(", ", [for name, provider in var.task.capacity_providers : name if provider.base > 0])}."
  }
  validation {
    condition     = var.task.storage_gb == null ? true : length(setsubtract(keys(var.task.capacity_providers), ["FARGATE", "FARGATE_SPOT"])) == 0 && var.task.storage_gb >= 21 && var.task.storage_gb <= 200
    error_message = "task.storage_gb is from 21 to 200, and for Fargate alone, got ${coalesce(var.task.storage_gb, 0)}."
  }
  validation {
    condition     = alltrue([for mib in concat(values(var.container.writable_paths), flatten([for sidecar in values(var.task.sidecars) : values(sidecar.writable_paths)])) : mib >= 1])
    error_message = "writable_paths take from 1 MiB, got: ${join(", ", flatten([for paths in concat([var.container.writable_paths], values(var.task.sidecars)[*].writable_paths) : [for path, mib in paths : "${path} = ${mib}"]]))}."
  }
  validation {
    # What lies in these folders is memory of the task.
    condition     = sum(concat([0], values(var.container.writable_paths), flatten([for sidecar in values(var.task.sidecars) : values(sidecar.writable_paths)]))) < var.task.memory
    error_message = "writable_paths may take ${sum(concat([0], values(var.container.writable_paths), flatten([for sidecar in values(var.task.sidecars) : values(sidecar.writable_paths)])))} MiB together, and the task has no more than ${var.task.memory}."
  }
  validation {
    condition     = !var.task.execute_command || !var.container.read_only_root_filesystem
    error_message = "task.execute_command needs container.read_only_root_filesystem = false: the agent for sessions writes to it."
  }
  validation {
    condition     = alltrue([for name in keys(var.task.permissions) : can(regex("^[A-Za-z0-9]+$", name))])
    error_message = "Names of task.permissions are letters and digits, got: ${join(", ", keys(var.task.permissions))}."
  }
  validation {
    condition     = alltrue([for name in keys(var.task.sidecars) : can(regex("^[a-z][a-z0-9-]*$", name)) && name != var.name])
    error_message = "Names of task.sidecars are lowercase letters, digits and hyphens, and not that of the service, got: ${join(", ", keys(var.task.sidecars))}."
  }
  validation {
    condition     = alltrue([for sidecar in values(var.task.sidecars) : sidecar.ready == null ? true : contains(["COMPLETE", "HEALTHY", "START", "SUCCESS"], sidecar.ready)])
    error_message = "ready of a sidecar is \"START\", \"HEALTHY\", \"COMPLETE\" or \"SUCCESS\", got: ${join(", ", compact(values(var.task.sidecars)[*].ready))}."
  }
  validation {
    condition     = alltrue(flatten([for sidecar in values(var.task.sidecars) : [for arn in values(sidecar.secrets) : can(regex("^arn:[a-z-]+:(secretsmanager|ssm):", arn))]]))
    error_message = "secrets of sidecars are ARNs of secrets and parameters, got others in: ${join(", ", [for name, sidecar in var.task.sidecars : name if !alltrue([for arn in values(sidecar.secrets) : can(regex("^arn:[a-z-]+:(secretsmanager|ssm):", arn))])])}."
  }
  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.task.log_retention_days,
    )
    error_message = "task.log_retention_days must be one of CloudWatch Logs' periods (…, 90, 180, 365, 400, 731, …), got ${var.task.log_retention_days}."
  }
}

variable "vpc_id" {
  description = "The ID of the VPC that the subnets belong to."
  type        = string
  nullable    = false
}
