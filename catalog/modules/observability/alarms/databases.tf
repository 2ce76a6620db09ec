locals {
  aurora_metrics = merge(
    {
      for name, cluster in var.aurora_clusters : "aurora-${name}-cpu" => {
        description = "Aurora ${name}: the busiest instance has used more than ${cluster.cpu_percent} % of its CPU for 15 minutes."
        service     = cluster.service
        namespace   = "AWS/RDS"
        metric_name = "CPUUtilization"
        dimensions  = { DBClusterIdentifier = cluster.cluster_identifier }
        statistic   = "Maximum"
        threshold   = cluster.cpu_percent
      }
    },
    {
      for name, cluster in var.aurora_clusters : "aurora-${name}-memory" => {
        description         = "Aurora ${name}: an instance has had less than ${cluster.free_memory_mib} MiB of free memory for 15 minutes."
        service             = cluster.service
        namespace           = "AWS/RDS"
        metric_name         = "FreeableMemory"
        dimensions          = { DBClusterIdentifier = cluster.cluster_identifier }
        statistic           = "Minimum"
        threshold           = cluster.free_memory_mib * 1024 * 1024
        comparison_operator = "LessThanThreshold"
      }
    },
    {
      for name, cluster in var.aurora_clusters : "aurora-${name}-replica-lag" => {
        description        = "Aurora ${name}: for 15 minutes a reader has been more than ${cluster.replica_lag_seconds} s behind the writer."
        service            = cluster.service
        namespace          = "AWS/RDS"
        metric_name        = "AuroraReplicaLagMaximum"
        dimensions         = { DBClusterIdentifier = cluster.cluster_identifier }
        statistic          = "Maximum"
        threshold          = cluster.replica_lag_seconds * 1000
        treat_missing_data = "notBreaching" # there is none where there is one instance
      }
    },
    merge([
      for name, cluster in var.aurora_clusters : {
        for kind in ["read", "write"] : "aurora-${name}-${kind}-latency" => {
          description = "Aurora ${name}: for 15 minutes a ${kind} of its disks has taken more than ${cluster.latency_seconds} s on average."
          service     = cluster.service
          namespace   = "AWS/RDS"
          metric_name = "${title(kind)}Latency"
          dimensions  = { DBClusterIdentifier = cluster.cluster_identifier }
          threshold   = cluster.latency_seconds
        }
      }
    ]...),
    {
      for name, cluster in var.aurora_clusters : "aurora-${name}-connections" => {
        description = "Aurora ${name}: an instance has had more than ${coalesce(cluster.connections, 0)} connections for 15 minutes."
        service     = cluster.service
        namespace   = "AWS/RDS"
        metric_name = "DatabaseConnections"
        dimensions  = { DBClusterIdentifier = cluster.cluster_identifier }
        statistic   = "Maximum"
        threshold   = cluster.connections
      } if cluster.connections != null
    },
  )

  rds_metrics = merge(
    {
      for name, instance in var.rds_instances : "rds-${name}-cpu" => {
        description = "Database ${name}: it has used more than ${instance.cpu_percent} % of its CPU for 15 minutes."
        service     = instance.service
        namespace   = "AWS/RDS"
        metric_name = "CPUUtilization"
        dimensions  = { DBInstanceIdentifier = instance.identifier }
        threshold   = instance.cpu_percent
      }
    },
    {
      for name, instance in var.rds_instances : "rds-${name}-memory" => {
        description         = "Database ${name}: it has had less than ${instance.free_memory_mib} MiB of free memory for 15 minutes."
        service             = instance.service
        namespace           = "AWS/RDS"
        metric_name         = "FreeableMemory"
        dimensions          = { DBInstanceIdentifier = instance.identifier }
        statistic           = "Minimum"
        threshold           = instance.free_memory_mib * 1024 * 1024
        comparison_operator = "LessThanThreshold"
      }
    },
    {
      for name, instance in var.rds_instances : "rds-${name}-storage" => {
        description         = "Database ${name}: less than ${instance.free_storage_gib} GiB of its storage are free."
        service             = instance.service
        namespace           = "AWS/RDS"
        metric_name         = "FreeStorageSpace"
        dimensions          = { DBInstanceIdentifier = instance.identifier }
        statistic           = "Minimum"
        evaluation_periods  = 1
        threshold           = instance.free_storage_gib * 1024 * 1024 * 1024
        comparison_operator = "LessThanThreshold"
      }
    },
    merge([
      for name, instance in var.rds_instances : {
        for kind in ["read", "write"] : "rds-${name}-${kind}-latency" => {
          description = "Database ${name}: for 15 minutes a ${kind} of its disks has taken more than ${instance.latency_seconds} s on average."
          service     = instance.service
          namespace   = "AWS/RDS"
          metric_name = "${title(kind)}Latency"
          dimensions  = { DBInstanceIdentifier = instance.identifier }
          threshold   = instance.latency_seconds
        }
      }
    ]...),
    {
      for name, instance in var.rds_instances : "rds-${name}-connections" => {
        description = "Database ${name}: it has had more than ${coalesce(instance.connections, 0)} connections for 15 minutes."
        service     = instance.service
        namespace   = "AWS/RDS"
        metric_name = "DatabaseConnections"
        dimensions  = { DBInstanceIdentifier = instance.identifier }
        statistic   = "Maximum"
        threshold   = instance.connections
      } if instance.connections != null
    },
  )
}
