variable "records" {
  description = "The records by a name of your own: the hosted zone, the whole name in it, and either values or an alias, such as a load balancer with its dns_name and zone_id. evaluate_target_health: whether an alias whose targets are all ill is no answer, where another record is."
  type = map(object({
    name    = string
    type    = string
    zone_id = string
    ttl     = optional(number, 300)
    values  = optional(list(string))
    alias = optional(object({
      dns_name               = string
      zone_id                = string
      evaluate_target_health = optional(bool, true)
    }))
  }))
  nullable = false

  validation {
    condition     = alltrue([for record in values(var.records) : contains(["A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SRV", "SVCB", "TXT"], record.type)])
    error_message = "records must have a type that Route 53 knows, such as A, AAAA, CNAME, NS or TXT, got: ${join(", ", [for name, record in var.records : format("%s (%s)", name, record.type)])}."
  }
  validation {
    condition     = alltrue([for record in values(var.records) : (record.values == null) != (record.alias == null)])
    error_message = "A record has either values or an alias, unlike: ${join(", ", [for name, record in var.records : name if(record.values == null) == (record.alias == null)])}."
  }
  validation {
    condition     = alltrue([for record in values(var.records) : record.alias == null ? true : contains(["A", "AAAA", "HTTPS"], record.type)])
    error_message = "An alias is of type A, AAAA or HTTPS, unlike: ${join(", ", [for name, record in var.records : format("%s (%s)", name, record.type) if record.alias != null])}."
  }
}
