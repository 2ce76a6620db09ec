variable "access_entries" {
  description = "Who may use Kubernetes' API, by a name of your own: an IAM role or user, with AWS's access policies by name, such as AmazonEKSClusterAdminPolicy or AmazonEKSViewPolicy (in all namespaces, or in those named), or with groups that roles of Kubernetes are bound to."
  type = map(object({
    principal_arn     = string
    kubernetes_groups = optional(set(string), [])
    policies = optional(map(object({
      namespaces = optional(set(string), [])
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue(flatten([for entry in values(var.access_entries) : [for policy in keys(entry.policies) : can(regex("^Amazon[A-Za-z]+Policy$", policy))]]))
    error_message = "policies of access_entries are names such as \"AmazonEKSViewPolicy\", got: ${join(", ", flatten([for entry in values(var.access_entries) : keys(entry.policies)]))}."
  }
  validation {
    condition     = alltrue(flatten([for entry in values(var.access_entries) : [for group in entry.kubernetes_groups : !startswith(group, "system:")]]))
    error_message = "kubernetes_groups that begin with \"system:\" are Kubernetes' own, got: ${join(", ", flatten([for entry in values(var.access_entries) : tolist(entry.kubernetes_groups)]))}."
  }
}

variable "addons" {
  description = "The add-ons of EKS by name, with their version (null for the one that AWS recommends for the cluster's) and their configuration as JSON (null for the default). Pods need coredns, eks-pod-identity-agent, kube-proxy and vpc-cni to run and to be found."
  type = map(object({
    configuration = optional(string)
    version       = optional(string)
  }))
  default = {
    coredns                = {}
    eks-pod-identity-agent = {}
    kube-proxy             = {}
    vpc-cni                = {}
    aws-ebs-csi-driver     = {}
  }
  nullable = false

  validation {
    condition     = alltrue([for addon in values(var.addons) : addon.configuration == null ? true : can(jsondecode(addon.configuration))])
    error_message = "configuration of addons is JSON, unlike that of: ${join(", ", [for name, addon in var.addons : name if addon.configuration == null ? false : !can(jsondecode(addon.configuration))])}."
  }
}

variable "alarm_thresholds" {
  description = "Above what an alarm is raised: server errors of the API within five minutes, GB of Kubernetes' objects, pods that find no node."
  type = object({
    api_errors         = optional(number, 50)
    storage_gb         = optional(number, 6)
    unschedulable_pods = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold >= 0])
    error_message = "alarm_thresholds must not be negative, got: ${join(", ", [for name, threshold in var.alarm_thresholds : "${name} = ${threshold}"])}."
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
  description = "The security groups that may connect to Kubernetes' API within the VPC, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "fargate_profiles" {
  description = "Which pods run on Fargate, by a name of your own: those in a namespace that have all the labels, by one of up to five selectors."
  type = map(object({
    selectors = list(object({
      namespace = string
      labels    = optional(map(string), {})
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for profile in values(var.fargate_profiles) : length(profile.selectors) >= 1 && length(profile.selectors) <= 5])
    error_message = "fargate_profiles have from one to five selectors, unlike: ${join(", ", [for name, profile in var.fargate_profiles : name if length(profile.selectors) < 1 || length(profile.selectors) > 5])}."
  }
}

variable "kubernetes_version" {
  description = "The version of Kubernetes, such as \"1.35\". It can be raised by one minor version at a time, and not lowered."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version must be such as \"1.35\", got \"${var.kubernetes_version}\"."
  }
}

variable "log_retention_days" {
  description = "For how many days the logs of the control plane are kept."
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
  description = "The name of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name))
    error_message = "name must be 1 to 24 lowercase letters, digits and hyphens, beginning with a letter, got \"${var.name}\"."
  }
}

variable "node_groups" {
  description = "The groups of nodes by a name of your own: instance types of one architecture, which fits the image (ami_type), from how many to how many, ON_DEMAND or SPOT, and the labels and taints (by key) of their nodes."
  type = map(object({
    instance_types = list(string)
    min_size       = optional(number, 2)
    max_size       = number
    ami_type       = optional(string, "BOTTLEROCKET_x86_64")
    capacity_type  = optional(string, "ON_DEMAND")
    disk_gb        = optional(number, 50)
    labels         = optional(map(string), {})
    taints = optional(map(object({
      effect = string
      value  = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.min_size >= 0 && group.max_size >= 1 && group.min_size <= group.max_size])
    error_message = "min_size must be from 0 to max_size, unlike that of: ${join(", ", [for name, group in var.node_groups : "${name} (${group.min_size} to ${group.max_size})"])}."
  }
  validation {
    condition     = alltrue([for group in values(var.node_groups) : can(regex("^(AL2023|BOTTLEROCKET)_(ARM_64|arm_64|ARM_64_STANDARD|x86_64|x86_64_STANDARD|ARM_64_FIPS|x86_64_FIPS|ARM_64_NVIDIA|x86_64_NVIDIA|x86_64_NEURON)$", group.ami_type))])
    error_message = "ami_type is one of Amazon Linux 2023 or Bottlerocket, such as \"AL2023_ARM_64_STANDARD\" or \"BOTTLEROCKET_x86_64\", got: ${join(", ", values(var.node_groups)[*].ami_type)}."
  }
  validation {
    condition     = alltrue([for group in values(var.node_groups) : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "capacity_type must be \"ON_DEMAND\" or \"SPOT\", got: ${join(", ", values(var.node_groups)[*].capacity_type)}."
  }
  validation {
    condition     = alltrue(flatten([for group in values(var.node_groups) : [for taint in values(group.taints) : contains(["NO_EXECUTE", "NO_SCHEDULE", "PREFER_NO_SCHEDULE"], taint.effect)]]))
    error_message = "The effect of taints is \"NO_SCHEDULE\", \"PREFER_NO_SCHEDULE\" or \"NO_EXECUTE\", got: ${join(", ", flatten([for group in values(var.node_groups) : [for taint in values(group.taints) : taint.effect]]))}."
  }
}

variable "pod_identities" {
  description = "The service accounts of Kubernetes whose pods have a role of AWS, by a name of your own, and the policies of that role, by names of your own."
  type = map(object({
    namespace       = string
    service_account = string
    policy_arns     = map(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.pod_identities) == 0 || contains(keys(var.addons), "eks-pod-identity-agent")
    error_message = "pod_identities (${join(", ", keys(var.pod_identities))}) need the add-on eks-pod-identity-agent."
  }
  validation {
    condition     = alltrue([for name in keys(var.pod_identities) : can(regex("^[a-z][a-z0-9-]{0,16}$", name))])
    error_message = "Names of pod_identities are 1 to 17 lowercase letters, digits and hyphens, beginning with a letter, got: ${join(", ", keys(var.pod_identities))}."
  }
}

variable "public_access_cidr_blocks" {
  description = "The blocks of the internet that reach Kubernetes' API from outside. Without any, which is the default, the API has no public address."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr_block in var.public_access_cidr_blocks : can(cidrnetmask(cidr_block))])
    error_message = "public_access_cidr_blocks must be IPv4 blocks, got: ${join(", ", var.public_access_cidr_blocks)}."
  }
  validation {
    condition     = !contains([for cidr_block in var.public_access_cidr_blocks : try(split("/", cidr_block)[1], "")], "0")
    error_message = "public_access_cidr_blocks must not contain the whole internet, got: ${join(", ", var.public_access_cidr_blocks)}."
  }
}

variable "subnet_ids" {
  description = "The IDs of the private subnets of the control plane's interfaces, the nodes and the pods, one in each of at least two zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids needs subnets in at least two zones, got ${length(var.subnet_ids)}."
  }
}

variable "tags" {
  description = "Tags for everything that the module creates."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "trusted_cidr_blocks" {
  description = "Blocks of connected networks, such as a management VPC, that may connect to Kubernetes' API within the VPC."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr_block in var.trusted_cidr_blocks : can(cidrnetmask(cidr_block))])
    error_message = "trusted_cidr_blocks must be IPv4 blocks, got: ${join(", ", var.trusted_cidr_blocks)}."
  }
  validation {
    condition     = !contains([for cidr_block in var.trusted_cidr_blocks : try(split("/", cidr_block)[1], "")], "0")
    error_message = "trusted_cidr_blocks must not contain the whole internet, got: ${join(", ", var.trusted_cidr_blocks)}."
  }
}
