# The management account: the organization and its accounts, and what watches over them. Nothing else runs there.
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
    watches_costs    = true
  })
}

unit "organization" {
  source                  = "${local.catalog}/units/organization"
  path                    = "_global/organization"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}

unit "audit" {
  source                  = "${local.catalog}/units/audit"
  path                    = "${values.company.home_region}/audit"
  no_dot_terragrunt_stack = true
}
