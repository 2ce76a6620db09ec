locals {
  autoscaling_group_metrics = merge(
    {
      for name, group in var.autoscaling_groups : "asg-${name}-cpu" => {
        description = "Auto Scaling group ${name}: its instances have used more than ${group.cpu_percent} % of their CPU for 15 minutes."
        service     = group.service
        namespace   = "AWS/EC2"
        metric_name = "CPUUtilization"
        dimensions  = { AutoScalingGroupName = group.name }
        threshold   = group.cpu_percent
      }
    },
    {
      for name, group in var.autoscaling_groups : "asg-${name}-status-check" => {
        description        = "Auto Scaling group ${name}: for 5 minutes an instance has failed the checks of EC2."
        service            = group.service
        namespace          = "AWS/EC2"
        metric_name        = "StatusCheckFailed"
        dimensions         = { AutoScalingGroupName = group.name }
        statistic          = "Maximum"
        period             = 60
        evaluation_periods = 5
        threshold          = 0
      }
    },
    {
      # The group must have its metrics switched on; no data means that there is nothing.
      for name, group in var.autoscaling_groups : "asg-${name}-instances" => {
        description         = "Auto Scaling group ${name}: fewer than ${group.minimum_instances} instances have been in service for 10 minutes."
        service             = group.service
        namespace           = "AWS/AutoScaling"
        metric_name         = "GroupInServiceInstances"
        dimensions          = { AutoScalingGroupName = group.name }
        statistic           = "Minimum"
        period              = 60
        evaluation_periods  = 10
        threshold           = group.minimum_instances
        comparison_operator = "LessThanThreshold"
        treat_missing_data  = "breaching"
      } if group.minimum_instances > 0
    },
  )
}
