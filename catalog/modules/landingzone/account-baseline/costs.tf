resource "aws_budgets_budget" "monthly" {
  count = var.budget == null ? 0 : 1

  name         = "monthly"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.budget.monthly_usd)
  limit_unit   = "USD"
  tags         = var.tags

  dynamic "notification" {
    for_each = var.budget.actual_percent

    content {
      notification_type          = "ACTUAL"
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.budget.emails
    }
  }

  dynamic "notification" {
    for_each = var.budget.forecast_percent

    content {
      notification_type          = "FORECASTED"
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.budget.emails
    }
  }
}

resource "aws_ce_anomaly_monitor" "services" {
  count = var.cost_anomalies == null ? 0 : 1

  name              = "services"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
  tags              = var.tags
}

resource "aws_ce_anomaly_subscription" "services" {
  count = var.cost_anomalies == null ? 0 : 1

  name             = "services"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.services[0].arn]
  tags             = var.tags

  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(var.cost_anomalies.minimum_usd)]
    }
  }

  dynamic "subscriber" {
    for_each = var.cost_anomalies.emails

    content {
      type    = "EMAIL"
      address = subscriber.value
    }
  }
}
