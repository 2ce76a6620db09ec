# The account that keeps the records of all others.
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
    access_analyzers = { account = "ACCOUNT" }
    internet         = "closed"
    watches_costs    = false
  })
}

unit "log-archive" {
  source                  = "${local.catalog}/units/log-archive"
  path                    = "${values.company.home_region}/log-archive"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}
