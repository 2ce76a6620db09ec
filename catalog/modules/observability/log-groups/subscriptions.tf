locals {
  # Key => group that is subscribed: those of the module, and those that other modules made. CloudWatch Logs subscribes
  # to groups of the class STANDARD only.
  _subscribed = merge(
    { for name, group in var.groups : name => { name = name, filter_pattern = group.filter_pattern } if group.class == "STANDARD" },
    { for key, name in var.other_group_names : "other/${key}" => { name = name, filter_pattern = "" } },
  )
}

resource "aws_cloudwatch_log_subscription_filter" "this" {
  for_each = { for key, group in local._subscribed : key => group if var.subscription != null }

  name            = var.subscription.name
  log_group_name  = each.value.name
  filter_pattern  = each.value.filter_pattern
  destination_arn = var.subscription.destination_arn
  role_arn        = var.subscription.role_arn
  distribution    = "ByLogStream"

  depends_on = [aws_cloudwatch_log_group.this]
}
