# What every unit outside of the management account adds: the id of its account, which the organization unit knows once
# it has created the account.

locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals
}

dependency "organization" {
  config_path = "${get_parent_terragrunt_dir()}/management/_global/organization"
}

generate "account_id" {
  path      = "account_id.tf"
  if_exists = "overwrite_terragrunt"

  contents = <<-EOF
    variable "account_id" {
      description = "The account that the provider works in."
      type        = string
    }
  EOF
}

inputs = {
  account_id = dependency.organization.outputs.account_ids[local.account.account_name]
}
