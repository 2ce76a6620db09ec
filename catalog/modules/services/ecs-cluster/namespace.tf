# Where services find each other: by the API alone (Service Connect), or by names in a private zone as well.

locals {
  namespace_arn = one(concat(aws_service_discovery_http_namespace.this[*].arn, aws_service_discovery_private_dns_namespace.this[*].arn))
  namespace_id  = one(concat(aws_service_discovery_http_namespace.this[*].id, aws_service_discovery_private_dns_namespace.this[*].id))
}

resource "aws_service_discovery_http_namespace" "this" {
  count = try(var.namespace.private_dns, true) ? 0 : 1

  name        = var.namespace.name
  description = "Services of the ECS cluster ${var.name}."
  tags        = var.tags
}

resource "aws_service_discovery_private_dns_namespace" "this" {
  count = try(var.namespace.private_dns, false) ? 1 : 0

  name        = var.namespace.name
  description = "Services of the ECS cluster ${var.name}."
  vpc         = var.vpc_id
  tags        = var.tags
}
