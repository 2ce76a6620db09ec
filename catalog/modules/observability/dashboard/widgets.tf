locals {
  # Kind => graphs => widgets, all alike.
  _graph_widgets = {
    for kind, graphs in {
      alb               = local._alb_graphs
      ecs               = local._ecs_graphs
      eks               = local._eks_graphs
      aurora            = local._aurora_graphs
      rds               = local._rds_graphs
      redis             = local._redis_graphs
      autoscaling_group = local._autoscaling_group_graphs
      nat               = local._nat_graphs
      } : kind => [
      for graph in graphs : {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = graph.title
          view    = "timeSeries"
          stacked = false
          region  = var.region
          period  = 300
          stat    = graph.stat
          metrics = graph.metrics
          yAxis   = { left = merge({ min = 0 }, graph.limit == null ? {} : { max = graph.limit }) }
        }
      }
    ]
  }

  alb_widgets               = local._graph_widgets.alb
  ecs_widgets               = local._graph_widgets.ecs
  eks_widgets               = local._graph_widgets.eks
  aurora_widgets            = local._graph_widgets.aurora
  rds_widgets               = local._graph_widgets.rds
  redis_widgets             = local._graph_widgets.redis
  autoscaling_group_widgets = local._graph_widgets.autoscaling_group
  nat_widgets               = local._graph_widgets.nat

  alarm_widgets = [
    for widget in [
      {
        type   = "alarm"
        width  = 24
        height = 4
        properties = {
          title  = "Alarms"
          sortBy = "stateUpdatedTimestamp"
          alarms = values(var.alarm_arns)
        }
      },
    ] : widget if length(var.alarm_arns) > 0
  ]

  log_widgets = [
    for widget in [
      {
        type   = "log"
        width  = 24
        height = 8
        properties = {
          title  = "The latest errors"
          view   = "table"
          region = var.region
          query = join(" | ", concat(
            formatlist("SOURCE '%s'", values(var.log_group_names)),
            ["fields @timestamp, @log, @message", "filter @message like /(?i)(error|exception|fatal)/", "sort @timestamp desc", "limit 50"],
          ))
        }
      },
    ] : widget if length(var.log_group_names) > 0
  ]
}
