# What every account of the company has, whatever else it is for.
#
# values.account: its name. values.company: the locals of company.hcl. values.budget_usd: what it may cost in a month.
# values.watches_costs: whether it looks for unusual costs. values.internet, values.access_analyzers: as in region-baseline.

locals {
  units = "${find_in_parent_folders("catalog")}/units"
}

unit "account-baseline" {
  source                  = "${local.units}/account-baseline"
  path                    = "_global/account-baseline"
  no_dot_terragrunt_stack = true

  values = {
    budget_usd    = values.budget_usd
    company       = values.company
    watches_costs = values.watches_costs
  }
}

unit "cross-account-roles" {
  source                  = "${local.units}/cross-account-roles"
  path                    = "_global/cross-account-roles"
  no_dot_terragrunt_stack = true
}

unit "github-oidc" {
  source                  = "${local.units}/github-oidc"
  path                    = "_global/github-oidc"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}

unit "region-baseline" {
  expansion {
    for_each = toset(values.company.regions)
  }

  source                  = "${local.units}/region-baseline"
  path                    = "${each.key}/region-baseline"
  no_dot_terragrunt_stack = true

  values = {
    access_analyzers = values.access_analyzers
    company          = values.company
    internet         = values.internet
  }
}

unit "alarms" {
  expansion {
    for_each = toset(values.company.regions)
  }

  source                  = "${local.units}/alarms"
  path                    = "${each.key}/alarms"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}
