# The account in which people sign in, and from which all others are watched.
#
# values.account: its name. values.company: the locals of company.hcl. values.budget_usd: what it may cost in a month.

locals {
  catalog = find_in_parent_folders("catalog")
}

stack "baseline" {
  source                  = "${local.catalog}/stacks/baseline"
  path                    = "baseline"
  no_dot_terragrunt_stack = true

  values = merge(values, {
    access_analyzers = { account = "ACCOUNT", organization = "ORGANIZATION" }
    internet         = "closed"
    watches_costs    = false
  })
}

unit "identity" {
  source                  = "${local.catalog}/units/identity"
  path                    = "${values.company.home_region}/identity"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}

unit "securityhub" {
  source                  = "${local.catalog}/units/securityhub"
  path                    = "${values.company.home_region}/securityhub"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}

unit "guardduty" {
  expansion {
    for_each = toset(values.company.regions)
  }

  source                  = "${local.catalog}/units/guardduty"
  path                    = "${each.key}/guardduty"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}
