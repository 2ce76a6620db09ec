locals {
  _version_parts = split(".", local.version)

  # A family is a major version: "16.8" of PostgreSQL belongs to 16, "8.4.5" of MySQL to 8.4.
  family = "${var.engine.name}${local.postgresql ? local._version_parts[0] : join(".", slice(local._version_parts, 0, 2))}"

  # Slow queries and changes of the schema are logged. The caller's parameters come next, and TLS has the last word.
  parameters = merge(
    local.postgresql ? { log_min_duration_statement = "1000", log_statement = "ddl" } : {},
    local.postgresql ? {} : { log_output = "FILE", long_query_time = "1", slow_query_log = "1" },
    var.engine.parameters,
    local.postgresql ? { "rds.force_ssl" = "1" } : {},
    local.postgresql ? {} : { require_secure_transport = "1" },
  )

  # What of our own takes effect without a restart. Of the caller's parameters nobody knows.
  dynamic_parameters = [
    "log_min_duration_statement", "log_output", "log_statement", "long_query_time", "rds.force_ssl", "require_secure_transport",
    "slow_query_log",
  ]
}

resource "aws_db_parameter_group" "this" {
  name        = "${var.name}-${replace(local.family, ".", "-")}"
  description = "How the database ${var.name} is set."
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

  # A new major version has a new family: the database leaves the old group before it goes.
  lifecycle {
    create_before_destroy = true
  }
}
