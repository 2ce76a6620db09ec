# Each kind of thing has the graphs by which one sees how it does: how much is asked of it, how fast it answers, how often
# it fails, how full it is. `metrics` has CloudWatch's own form: namespace, name, dimension, value, …, options.

locals {
  _alb_graphs = flatten([
    for name, alb in var.albs : concat(
      [
        {
          title   = "${name}: requests and errors"
          stat    = "Sum"
          limit   = null
          metrics = [for metric in ["RequestCount", "HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"] : ["AWS/ApplicationELB", metric, "LoadBalancer", alb.arn_suffix, {}]]
        },
        {
          title   = "${name}: seconds until a target answers"
          stat    = "Average"
          limit   = null
          metrics = [for stat in ["p50", "p90", "p99"] : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", alb.arn_suffix, { stat = stat, label = stat }]]
        },
      ],
      [
        for group, arn_suffix in alb.target_groups : {
          title   = "${name}: targets of ${group}"
          stat    = "Minimum"
          limit   = null
          metrics = [for metric in ["HealthyHostCount", "UnHealthyHostCount"] : ["AWS/ApplicationELB", metric, "TargetGroup", arn_suffix, "LoadBalancer", alb.arn_suffix, {}]]
        }
      ],
    )
  ])

  _ecs_graphs = flatten([
    for name, ecs in var.ecs_services : [
      {
        title   = "${name}: CPU and memory (%)"
        stat    = "Average"
        limit   = 100
        metrics = [for metric in ["CPUUtilization", "MemoryUtilization"] : ["AWS/ECS", metric, "ClusterName", ecs.cluster_name, "ServiceName", ecs.service_name, {}]]
      },
      {
        title   = "${name}: tasks"
        stat    = "Average"
        limit   = null
        metrics = [for metric in ["RunningTaskCount", "DesiredTaskCount", "PendingTaskCount"] : ["ECS/ContainerInsights", metric, "ClusterName", ecs.cluster_name, "ServiceName", ecs.service_name, {}]]
      },
    ]
  ])

  # What EKS measures of the control plane by itself.
  _eks_graphs = flatten([
    for name, eks in var.eks_clusters : [
      {
        title   = "${name}: requests to the API and errors"
        stat    = "Sum"
        limit   = null
        metrics = [for metric in ["apiserver_request_total", "apiserver_request_total_4XX", "apiserver_request_total_5XX"] : ["AWS/EKS", metric, "ClusterName", eks.cluster_name, {}]]
      },
      {
        title   = "${name}: pods that wait for a node"
        stat    = "Maximum"
        limit   = null
        metrics = [for metric in ["scheduler_pending_pods_UNSCHEDULABLE", "scheduler_pending_pods"] : ["AWS/EKS", metric, "ClusterName", eks.cluster_name, {}]]
      },
      {
        title   = "${name}: Kubernetes' objects (bytes)"
        stat    = "Maximum"
        limit   = null
        metrics = [["AWS/EKS", "apiserver_storage_size_bytes", "ClusterName", eks.cluster_name, {}]]
      },
    ]
  ])

  _aurora_graphs = flatten([
    for name, cluster in var.aurora_clusters : [
      {
        title   = "${name}: CPU (%)"
        stat    = "Maximum"
        limit   = 100
        metrics = [for role in ["WRITER", "READER"] : ["AWS/RDS", "CPUUtilization", "DBClusterIdentifier", cluster.cluster_identifier, "Role", role, { label = lower(role) }]]
      },
      {
        title   = "${name}: connections"
        stat    = "Maximum"
        limit   = null
        metrics = [for role in ["WRITER", "READER"] : ["AWS/RDS", "DatabaseConnections", "DBClusterIdentifier", cluster.cluster_identifier, "Role", role, { label = lower(role) }]]
      },
      {
        title   = "${name}: seconds for a read and a write"
        stat    = "Average"
        limit   = null
        metrics = [for metric in ["ReadLatency", "WriteLatency"] : ["AWS/RDS", metric, "DBClusterIdentifier", cluster.cluster_identifier, {}]]
      },
    ]
  ])

  _rds_graphs = flatten([
    for name, instance in var.rds_instances : [
      {
        title   = "${name}: CPU (%)"
        stat    = "Average"
        limit   = 100
        metrics = [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", instance.identifier, {}]]
      },
      {
        title   = "${name}: connections"
        stat    = "Maximum"
        limit   = null
        metrics = [["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", instance.identifier, {}]]
      },
      {
        title   = "${name}: free memory and storage (bytes)"
        stat    = "Minimum"
        limit   = null
        metrics = [for metric in ["FreeableMemory", "FreeStorageSpace"] : ["AWS/RDS", metric, "DBInstanceIdentifier", instance.identifier, {}]]
      },
    ]
  ])

  # The nodes are named as ElastiCache does: GROUP-001, or with shards GROUP-0001-001.
  _redis_nodes = {
    for name, redis in var.redis : name => [
      for node in setproduct(redis.shards == null ? [""] : formatlist("-%04d", range(1, redis.shards + 1)), range(1, redis.nodes + 1)) :
      format("%s%s-%03d", redis.replication_group_id, node[0], node[1])
    ]
  }

  _redis_graphs = flatten([
    for name, nodes in local._redis_nodes : [
      {
        title   = "${name}: CPU of the engine (%)"
        stat    = "Average"
        limit   = 100
        metrics = [for node in nodes : ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", node, "CacheNodeId", "0001", { label = node }]]
      },
      {
        title   = "${name}: memory (%)"
        stat    = "Average"
        limit   = 100
        metrics = [for node in nodes : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", node, "CacheNodeId", "0001", { label = node }]]
      },
      {
        title   = "${name}: hits and misses"
        stat    = "Sum"
        limit   = null
        metrics = [for pair in setproduct(["CacheHits", "CacheMisses"], nodes) : ["AWS/ElastiCache", pair[0], "CacheClusterId", pair[1], "CacheNodeId", "0001", {}]]
      },
    ]
  ])

  _autoscaling_group_graphs = flatten([
    for name, group in var.autoscaling_groups : [
      {
        title   = "${name}: CPU (%)"
        stat    = "Average"
        limit   = 100
        metrics = [["AWS/EC2", "CPUUtilization", "AutoScalingGroupName", group.name, {}]]
      },
      {
        title   = "${name}: network (bytes)"
        stat    = "Sum"
        limit   = null
        metrics = [for metric in ["NetworkIn", "NetworkOut"] : ["AWS/EC2", metric, "AutoScalingGroupName", group.name, {}]]
      },
    ]
  ])

  _nat_graphs = [
    for title, metric in { "NAT: connections" = "ActiveConnectionCount", "NAT: bytes to the internet" = "BytesOutToDestination", "NAT: packets dropped" = "PacketsDropCount" } : {
      title                                   = title
      stat                                    = metric == "ActiveConnectionCount" ? "Maximum" : "Sum"
      limit                                   = null
      metrics                                 = [for name, nat in var.nat_gateways : ["AWS/NATGateway", metric, "NatGatewayId", nat.id, { label = name }]]
    } if length(var.nat_gateways) > 0
  ]
}
