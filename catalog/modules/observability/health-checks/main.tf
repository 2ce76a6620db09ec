data "aws_region" "current" {}

resource "aws_route53_health_check" "this" {
  for_each = var.checks

  type              = each.value.search_string == null ? "HTTPS" : "HTTPS_STR_MATCH"
  fqdn              = each.value.domain_name
  port              = each.value.port
  resource_path     = each.value.path
  search_string     = each.value.search_string
  enable_sni        = true
  failure_threshold = each.value.failure_threshold
  request_interval  = each.value.interval_seconds
  measure_latency   = each.value.latency_seconds != null
  regions           = each.value.regions
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })

  lifecycle {
    precondition {
      condition     = data.aws_region.current.id == "us-east-1"
      error_message = "Route 53 writes the metrics of health checks in us-east-1 only: give this module a provider of that region, not of ${data.aws_region.current.id}."
    }
  }
}
