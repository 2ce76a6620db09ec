locals {
  # A family is a major version: "16.8" belongs to 16, "8.0.mysql_aurora.3.08.0" to 8.0.
  family = local.postgresql ? "aurora-postgresql${split(".", local.version)[0]}" : "aurora-mysql${join(".", slice(split(".", local.version), 0, 2))}"

  # Slow queries and changes of the schema are logged. The caller's parameters come next, and TLS has the last word.
  parameters = merge(
    local.postgresql ? { log_min_duration_statement = "1000", log_statement = "ddl" } : {},
    local.postgresql ? {} : {
      log_output           = "FILE"
      long_query_time      = "1"
      server_audit_events  = "CONNECT,QUERY_DCL,QUERY_DDL"
      server_audit_logging = "1"
      slow_query_log       = "1"
    },
    var.engine.parameters,
    local.postgresql ? { "rds.force_ssl" = "1" } : {},
    local.postgresql ? {} : { require_secure_transport = "ON" },
  )
}

resource "aws_rds_cluster_parameter_group" "this" {
  name        = "${var.name}-${replace(local.family, ".", "-")}"
  description = "How the cluster ${var.name} is set."
  family      = local.family
  tags        = var.tags

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = contains(local.dynamic_parameters, parameter.key) ? "immediate" : "pending-reboot"
    }
  }

  # A new major version has a new family: the cluster leaves the old group before it goes.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # What of our own takes effect without a restart. Of the caller's parameters nobody knows.
  dynamic_parameters = [
    "log_min_duration_statement", "log_statement", "long_query_time", "rds.force_ssl", "require_secure_transport",
    "server_audit_events", "server_audit_logging", "slow_query_log",
  ]
}
