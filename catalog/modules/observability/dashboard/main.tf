locals {
  # Headings in the order of a request's way: from the door to the data, then what all stand on. CloudWatch places
  # widgets without coordinates from left to right, and begins a new row where one does not fit: a heading fills a row.
  _sections = [
    { title = "Alarms", widgets = local.alarm_widgets },
    { title = "Load balancers", widgets = local.alb_widgets },
    { title = "Services", widgets = local.ecs_widgets },
    { title = "Kubernetes", widgets = local.eks_widgets },
    { title = "Databases", widgets = concat(local.aurora_widgets, local.rds_widgets) },
    { title = "Caches", widgets = local.redis_widgets },
    { title = "Servers", widgets = local.autoscaling_group_widgets },
    { title = "Ways out", widgets = local.nat_widgets },
    { title = "Logs", widgets = local.log_widgets },
  ]

  widgets = flatten([
    for section in local._sections : [
      [{ type = "text", width = 24, height = 1, properties = { markdown = "## ${section.title}" } }],
      section.widgets,
    ] if length(section.widgets) > 0
  ])
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
