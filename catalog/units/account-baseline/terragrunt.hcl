# What an account has once.
#
# values.company: the locals of company.hcl. values.budget_usd: what the account may cost in a month.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/account-baseline"
}

inputs = {
  budget               = { monthly_usd = values.budget_usd, emails = [values.company.emails.finance] }
  cost_anomalies       = values.watches_costs ? { emails = [values.company.emails.finance] } : null
  primary_contact      = values.company.primary_contact
  service_linked_roles = ["autoscaling.amazonaws.com", "config.amazonaws.com"]
}
