# The account with what all others use: images, and keys for machine images and secrets.
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
    internet         = "open"
    watches_costs    = false
  })
}

unit "ecr-repositories" {
  source                  = "${local.catalog}/units/ecr-repositories"
  path                    = "${values.company.home_region}/ecr-repositories"
  no_dot_terragrunt_stack = true
  values                  = { repositories = values.company.image_repositories }
}

unit "kms-keys" {
  source                  = "${local.catalog}/units/kms-keys"
  path                    = "${values.company.home_region}/kms-keys"
  no_dot_terragrunt_stack = true

  values = {
    keys = {
      ami-encryption = { description = "Encrypts the machine images of the company." }
      shared-secrets = { description = "Encrypts secrets that several accounts read." }
    }
  }
}

unit "company-zone" {
  source                  = "${local.catalog}/units/company-zone"
  path                    = "_global/company-zone"
  no_dot_terragrunt_stack = true
  values                  = { domain = values.company.domain }
}
