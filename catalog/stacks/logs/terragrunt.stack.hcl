# The account that keeps the records of all others.
#
# values.account: its name. values.company: the locals of company.hcl. values.budget_usd: what it may cost in a month.

locals {
  catalog = find_in_parent_folders("catalog")

  # What environments write down and back up stays in its region.
  environments = values(values.company.environments)
  regions      = toset([for environment in local.environments : environment.region])
  accounts = {
    for region in local.regions : region => distinct([for environment in local.environments : environment.account if environment.region == region])
  }
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

unit "backup-vault" {
  expansion {
    for_each = local.regions
  }

  source                  = "${local.catalog}/units/backup-vault"
  path                    = "${each.key}/backup-vault"
  no_dot_terragrunt_stack = true
  values                  = { accounts = local.accounts[each.key] }
}

unit "log-bucket" {
  expansion {
    for_each = local.regions
  }

  source                  = "${local.catalog}/units/log-bucket"
  path                    = "${each.key}/log-bucket"
  no_dot_terragrunt_stack = true
  values                  = { company = values.company }
}

unit "log-destination" {
  expansion {
    for_each = local.regions
  }

  source                  = "${local.catalog}/units/log-destination"
  path                    = "${each.key}/log-destination"
  no_dot_terragrunt_stack = true
  values                  = { accounts = local.accounts[each.key] }
}
