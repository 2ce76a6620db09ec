provider "aws" {
  region = "us-west-2"
}

variable "logs_account_id" {
  description = "The account of the vault, in which the role may be assumed. The sandbox has every account."
  type        = string
  default     = "222222222222"
  nullable    = false
}

provider "aws" {
  alias  = "logs"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::${var.logs_account_id}:role/OrganizationAccountAccessRole"
  }
}

data "aws_caller_identity" "prod" {}

module "backup_vault" {
  source = "../.."

  name               = "acme-prod-copies"
  source_account_ids = { prod = data.aws_caller_identity.prod.account_id }
  lock               = { min_retention_days = 30, max_retention_days = 2557 }

  providers = {
    aws = aws.logs
  }
}

# A plan of the account that copies.
resource "aws_backup_plan" "this" {
  name = "acme-prod"

  rule {
    rule_name         = "daily"
    target_vault_name = module.own_vault.name
    schedule          = "cron(0 5 * * ? *)"

    lifecycle {
      delete_after = 35
    }

    copy_action {
      destination_vault_arn = module.backup_vault.arn

      lifecycle {
        delete_after = 365
      }
    }
  }
}

module "own_vault" {
  source = "../.."

  name = "acme-prod"
}

output "backup_vault" {
  value = module.backup_vault
}
