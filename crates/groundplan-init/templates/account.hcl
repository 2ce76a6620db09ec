# What every unit but the organization adds: the id of its account, which the organization unit knows once it has created the
# account.

locals {
  account_name = split("/", path_relative_to_include())[0]
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
  account_id = merge(
    dependency.organization.outputs.account_ids,
    { management = dependency.organization.outputs.management_account_id },
  )[local.account_name]
}
