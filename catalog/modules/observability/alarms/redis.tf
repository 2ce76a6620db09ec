locals {
  # ElastiCache measures each node, and names the nodes after their replication group: GROUP-001, or with shards
  # GROUP-0001-001. Counting them, not asking for them, tells how many alarms there are before there is a cache.
  _redis_nodes = merge([
    for name, redis in var.redis : {
      for node in setproduct(redis.shards == null ? [""] : formatlist("-%04d", range(1, redis.shards + 1)), range(1, redis.nodes + 1)) :
      format("%s%s-%03d", name, node[0], node[1]) => merge(redis, {
        cache_cluster_id = format("%s%s-%03d", redis.replication_group_id, node[0], node[1])
      })
    }
  ]...)

  redis_metrics = merge(
    {
      for name, node in local._redis_nodes : "redis-${name}-cpu" => {
        description = "Cache node ${name}: its engine has used more than ${node.cpu_percent} % of its one CPU for 15 minutes."
        service     = node.service
        namespace   = "AWS/ElastiCache"
        metric_name = "EngineCPUUtilization"
        dimensions  = { CacheClusterId = node.cache_cluster_id, CacheNodeId = "0001" }
        threshold   = node.cpu_percent
      }
    },
    {
      for name, node in local._redis_nodes : "redis-${name}-memory" => {
        description = "Cache node ${name}: more than ${node.memory_percent} % of its memory have been in use for 15 minutes."
        service     = node.service
        namespace   = "AWS/ElastiCache"
        metric_name = "DatabaseMemoryUsagePercentage"
        dimensions  = { CacheClusterId = node.cache_cluster_id, CacheNodeId = "0001" }
        threshold   = node.memory_percent
      }
    },
    {
      for name, node in local._redis_nodes : "redis-${name}-evictions" => {
        description = "Cache node ${name}: for 15 minutes it has thrown out more than ${coalesce(node.evictions, 0)} keys in 5 minutes for lack of memory."
        service     = node.service
        namespace   = "AWS/ElastiCache"
        metric_name = "Evictions"
        dimensions  = { CacheClusterId = node.cache_cluster_id, CacheNodeId = "0001" }
        statistic   = "Sum"
        threshold   = node.evictions
      } if node.evictions != null
    },
  )
}
