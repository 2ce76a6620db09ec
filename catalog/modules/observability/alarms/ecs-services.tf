locals {
  ecs_metrics = merge(
    {
      for name, ecs in var.ecs_services : "ecs-${name}-cpu" => {
        description = "ECS service ${name}: its tasks have used more than ${ecs.cpu_percent} % of their CPU for 15 minutes."
        service     = ecs.service
        namespace   = "AWS/ECS"
        metric_name = "CPUUtilization"
        dimensions  = { ClusterName = ecs.cluster_name, ServiceName = ecs.service_name }
        threshold   = ecs.cpu_percent
      }
    },
    {
      for name, ecs in var.ecs_services : "ecs-${name}-memory" => {
        description = "ECS service ${name}: its tasks have used more than ${ecs.memory_percent} % of their memory for 15 minutes."
        service     = ecs.service
        namespace   = "AWS/ECS"
        metric_name = "MemoryUtilization"
        dimensions  = { ClusterName = ecs.cluster_name, ServiceName = ecs.service_name }
        threshold   = ecs.memory_percent
      }
    },
    {
      # Of Container Insights. No data means that nothing runs.
      for name, ecs in var.ecs_services : "ecs-${name}-running-tasks" => {
        description         = "ECS service ${name}: fewer than ${ecs.minimum_running_tasks} tasks have run for 5 minutes."
        service             = ecs.service
        namespace           = "ECS/ContainerInsights"
        metric_name         = "RunningTaskCount"
        dimensions          = { ClusterName = ecs.cluster_name, ServiceName = ecs.service_name }
        period              = 60
        evaluation_periods  = 5
        threshold           = ecs.minimum_running_tasks
        comparison_operator = "LessThanThreshold"
        treat_missing_data  = "breaching"
      } if ecs.minimum_running_tasks > 0
    },
  )
}
