# What every unit shares: where its state is kept, and how its provider reaches the account that the unit lies in.

locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals
  region  = read_terragrunt_config(find_in_parent_folders("region.hcl")).locals
}

# One state file per unit, below .state in the folders that the unit lies in.
remote_state {
  backend = "local"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }

  config = {
    path = "${get_parent_terragrunt_dir()}/.state/${path_relative_to_include()}/terraform.tfstate"
  }
}

# The management account is used with the caller's own credentials. Every other account is entered through the role that
# AWS put into it at its creation; var.account_id comes from member.hcl. Nothing here depends on the unit: all units of
# an account and region share one provider process.
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"

  contents = <<-EOF
    provider "aws" {
      region = "${local.region.aws_region}"
      %{if local.account.account_name != "management"}
      assume_role {
        role_arn     = "arn:aws:iam::$${var.account_id}:role/OrganizationAccountAccessRole"
        session_name = "groundplan"
      }
      %{endif}
      default_tags {
        tags = {
          Company   = "acme"
          Account   = "${local.account.account_name}"
          ManagedBy = "groundplan"
        }
      }
    }
  EOF
}
