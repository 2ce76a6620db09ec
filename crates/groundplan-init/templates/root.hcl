# What every unit shares: where its state is kept, and how its provider reaches the account that the unit lies in.

locals {
  company = read_terragrunt_config("${get_parent_terragrunt_dir()}/company.hcl").locals

  # A unit lies in ACCOUNT/…/REGION/…. What AWS has no regions for lies in _global, and is managed through us-east-1.
  account_name = split("/", path_relative_to_include())[0]
  # The last one counts: what a region's environment needs of all regions lies in a _global of its own.
  region_name = reverse([
    for folder in split("/", path_relative_to_include()) : folder if can(regex("^(_global|[a-z]{2}(-[a-z]+)+-[0-9])$", folder))
  ])[0]
  # A region that the company does not work in is not found here.
  aws_region = local.region_name == "_global" ? "us-east-1" : { for name in local.company.regions : name => name }[local.region_name]

  # In GitHub's workflows, the role of its own that each account has for them: github-plan or github-apply.
  github_role = get_env("GROUNDPLAN_GITHUB_ROLE", "")

  # The provider of the management account, for units that need two.
  management_provider = <<-EOF
    provider "aws" {
      alias  = "management"
      region = "${local.aws_region}"

      default_tags {
        tags = {
          Company   = "${local.company.name}"
          Account   = "management"
          ManagedBy = "groundplan"
        }
      }
    }
  EOF
}

{% if state_bucket %}
# One state per unit, in a bucket of the management account. It is made when it is missing: encrypted, versioned, not public.
remote_state {
  backend = "s3"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }

  config = {
    bucket       = local.company.state_bucket
    key          = "${path_relative_to_include()}/terraform.tfstate"
    region       = local.company.home_region
    encrypt      = true
    use_lockfile = true
  }
}
{% else %}
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
{% endif %}

# The management account is used with the caller's own credentials. Every other account is entered through the role that
# AWS put into it at its creation, or with GitHub's word through the role for its workflows; var.account_id comes from
# account.hcl. Nothing here depends on the unit: all units of an account and region share one provider process.
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"

  contents = <<-EOF
    provider "aws" {
      region = "${local.aws_region}"
      %{if local.account_name != "management" && local.github_role == ""}
      assume_role {
        role_arn     = "arn:aws:iam::$${var.account_id}:role/OrganizationAccountAccessRole"
        session_name = "groundplan"
      }
      %{endif}
      %{if local.account_name != "management" && local.github_role != ""}
      assume_role_with_web_identity {
        role_arn                = "arn:aws:iam::$${var.account_id}:role/${local.github_role}"
        session_name            = "groundplan"
        web_identity_token_file = "${get_env("AWS_WEB_IDENTITY_TOKEN_FILE", "")}"
      }
      %{endif}
      default_tags {
        tags = {
          Company   = "${local.company.name}"
          Account   = "${local.account_name}"
          ManagedBy = "groundplan"
        }
      }
    }
  EOF
}
