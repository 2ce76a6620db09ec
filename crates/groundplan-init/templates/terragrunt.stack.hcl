# The accounts of the company, each with what an account of its kind has.

locals {
  company = read_terragrunt_config("company.hcl").locals

  # The company's own copy of the catalog, or one further up.
  catalog = find_in_parent_folders("catalog", "${get_terragrunt_dir()}/catalog")
}

stack "account" {
  expansion {
    for_each = local.company.accounts
  }

  source                  = "${local.catalog}/stacks/${each.value.stack}"
  path                    = each.key
  no_dot_terragrunt_stack = true

  values = {
    budget_usd = each.value.budget_usd
    company    = local.company
  }
}

# Each environment's part of the company's domain.
unit "delegation" {
  expansion {
    for_each = local.company.environments
  }

  source                  = "${local.catalog}/units/delegation"
  path                    = "shared-services/_global/delegations/${each.key}"
  no_dot_terragrunt_stack = true

  values = {
    domain      = local.company.domain
    environment = each.key
    zones       = "${each.value.account}/${each.value.region}/${each.key}/networking/zones"
  }
}
