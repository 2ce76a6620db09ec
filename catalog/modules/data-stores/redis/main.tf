locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  version = coalesce(var.engine.version, { redis = "7.1", valkey = "8.0" }[var.engine.name])
  port    = 6379

  # With shards there is cluster mode: clients must speak it, and AWS names the nodes otherwise.
  cluster_mode = var.nodes.shards != null
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_elasticache_replication_group" "this" {
  #checkov:skip=CKV_AWS_31: Users with passwords of their own sign in, instead of one token for all: users.tf.
  #checkov:skip=CKV2_AWS_50: Failover follows from nodes.per_shard: where there is a replica, it takes over.
  replication_group_id = var.name
  description          = "The cache ${var.name}."
  engine               = var.engine.name
  engine_version       = local.version
  node_type            = var.nodes.type
  port                 = local.port
  parameter_group_name = aws_elasticache_parameter_group.this.name
  subnet_group_name    = aws_elasticache_subnet_group.this.name
  security_group_ids   = [aws_security_group.this.id]
  tags                 = merge(var.tags, { Name = var.name })

  num_cache_clusters      = local.cluster_mode ? null : var.nodes.per_shard
  num_node_groups         = var.nodes.shards
  replicas_per_node_group = local.cluster_mode ? var.nodes.per_shard - 1 : null

  multi_az_enabled           = var.multi_az
  automatic_failover_enabled = var.nodes.per_shard > 1 || local.cluster_mode

  at_rest_encryption_enabled = true
  kms_key_id                 = local.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]

  snapshot_retention_limit  = var.snapshots.retention_days
  snapshot_window           = var.snapshots.window
  snapshot_name             = var.snapshots.restore_from
  final_snapshot_identifier = var.snapshots.final_snapshot ? "${var.name}-final" : null

  maintenance_window         = var.engine.maintenance_window
  apply_immediately          = var.engine.apply_immediately
  auto_minor_version_upgrade = true

  dynamic "log_delivery_configuration" {
    for_each = aws_cloudwatch_log_group.this

    content {
      destination      = log_delivery_configuration.value.name
      destination_type = "cloudwatch-logs"
      log_format       = "json"
      log_type         = log_delivery_configuration.key
    }
  }

  # What it was made from does not matter any more, and would make it anew.
  lifecycle {
    ignore_changes = [snapshot_name]
  }
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Where the nodes of the cache ${var.name} are."
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}

resource "aws_elasticache_parameter_group" "this" {
  name        = "${var.name}-${local.family}${local.cluster_mode ? "-cluster" : ""}"
  description = "How the cache ${var.name} is set."
  family      = local.family
  tags        = var.tags

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  # A new major version has a new family: the cache leaves the old group before it goes.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  family     = "${var.engine.name}${split(".", local.version)[0]}"
  parameters = merge(var.engine.parameters, { for name, value in { cluster-enabled = "yes" } : name => value if local.cluster_mode })
}
