variable "attachments" {
  description = "What is attached, by a name of your own: the ID of the attachment, the route table that says what it reaches, and the tables whose attachments reach it."
  type = map(object({
    id           = string
    route_table  = string
    reached_from = optional(set(string), [])
  }))
  nullable = false

  validation {
    condition = alltrue(flatten([
      for attachment in values(var.attachments) : [
        for table in concat([attachment.route_table], tolist(attachment.reached_from)) : contains(keys(var.route_table_ids), table)
      ]
    ]))
    error_message = "route_table and reached_from name some of ${join(", ", keys(var.route_table_ids))}, got: ${join(", ", flatten([for attachment in values(var.attachments) : concat([attachment.route_table], tolist(attachment.reached_from))]))}."
  }
}

variable "route_table_ids" {
  description = "The IDs of the gateway's route tables by name: route_table_ids of transit-gateway."
  type        = map(string)
  nullable    = false
}

variable "routes" {
  description = "Further routes, by route table and a name of your own: to an attachment, such as the one with the way to the internet, or, with null, to nowhere."
  type = map(map(object({
    cidr_block = string
    attachment = optional(string)
  })))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for table in keys(var.routes) : contains(keys(var.route_table_ids), table)])
    error_message = "routes are of the tables ${join(", ", keys(var.route_table_ids))}, got: ${join(", ", keys(var.routes))}."
  }
  validation {
    condition = alltrue(flatten([
      for routes in values(var.routes) : [
        for route in values(routes) : route.attachment == null ? true : contains(keys(var.attachments), route.attachment)
      ]
    ]))
    error_message = "routes lead to the attachments ${join(", ", keys(var.attachments))}, got: ${join(", ", flatten([for routes in values(var.routes) : [for route in values(routes) : route.attachment if route.attachment != null]]))}."
  }
  validation {
    condition = alltrue(flatten([
      for routes in values(var.routes) : [for route in values(routes) : try(cidrsubnet(route.cidr_block, 0, 0) == route.cidr_block && cidrnetmask(route.cidr_block) != "", false)]
    ]))
    error_message = "cidr_block must be an IPv4 block, its first address and its length, got: ${join(", ", flatten([for routes in values(var.routes) : [for route in values(routes) : route.cidr_block]]))}."
  }
}
