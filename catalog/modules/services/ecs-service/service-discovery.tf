locals {
  service_connect = try(var.service_discovery.kind == "service-connect", false)
  app_protocol    = try({ HTTP1 = "http", HTTP2 = "http2", GRPC = "grpc" }[var.load_balancer.protocol_version], "http")
}

resource "aws_service_discovery_service" "this" {
  count = try(var.service_discovery.kind == "dns", false) ? 1 : 0

  name          = var.name
  description   = "The tasks of the ECS service ${var.name} in ${var.cluster.name}."
  force_destroy = true # ECS takes its tasks out a little later than the service is gone.
  tags          = var.tags

  dns_config {
    namespace_id   = var.service_discovery.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }
}
