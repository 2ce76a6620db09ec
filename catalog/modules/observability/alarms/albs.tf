locals {
  alb_metrics = merge(
    {
      for name, alb in var.albs : "alb-${name}-latency" => {
        description        = "Load balancer ${name}: for 15 minutes one request of a hundred has waited more than ${alb.latency_seconds} s for its target."
        service            = alb.service
        namespace          = "AWS/ApplicationELB"
        metric_name        = "TargetResponseTime"
        dimensions         = { LoadBalancer = alb.arn_suffix }
        statistic          = null
        extended_statistic = "p99"
        threshold          = alb.latency_seconds
        treat_missing_data = "notBreaching"
      }
    },
    merge([
      for name, alb in var.albs : {
        for group, arn_suffix in alb.target_groups : "alb-${name}-unhealthy-${group}" => {
          description        = "Load balancer ${name}: for 5 minutes a target of the group ${group} has been unhealthy."
          service            = alb.service
          namespace          = "AWS/ApplicationELB"
          metric_name        = "UnHealthyHostCount"
          dimensions         = { LoadBalancer = alb.arn_suffix, TargetGroup = arn_suffix }
          statistic          = "Minimum"
          period             = 60
          evaluation_periods = 5
          threshold          = 0
          treat_missing_data = "notBreaching"
        }
      }
    ]...),
  )

  alb_percentages = {
    for name, alb in var.albs : "alb-${name}-errors" => {
      description = "Load balancer ${name}: more than ${alb.errors.percent} % of the requests are answered with an error (5xx)."
      service     = alb.service
      namespace   = "AWS/ApplicationELB"
      dimensions  = { LoadBalancer = alb.arn_suffix }
      part        = { elb_errors = "HTTPCode_ELB_5XX_Count", target_errors = "HTTPCode_Target_5XX_Count" }
      # The load balancer does not count requests that it found no target for, so RequestCount alone is 0 in an outage.
      rest = {
        answers_2xx = "HTTPCode_Target_2XX_Count"
        answers_3xx = "HTTPCode_Target_3XX_Count"
        answers_4xx = "HTTPCode_Target_4XX_Count"
      }
      minimum   = alb.errors.minimum
      threshold = alb.errors.percent
    }
  }
}
