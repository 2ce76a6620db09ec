terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# The account that is to administer Security Hub.
# proof: plan only: it needs an organization with this member account; the company's test applies the module in one
provider "aws" {
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"
  }
}

provider "aws" {
  alias  = "management"
  region = "us-west-2"
}

module "securityhub" {
  source    = "../.."
  providers = { aws = aws, aws.management = aws.management }

  organization   = { root_id = "r-a1b2" }
  linked_regions = ["us-east-1"]
  alarms         = { topic_arns = { security = "arn:aws:sns:us-west-2:222222222222:acme-security-alarms" } }
  disabled_controls = {
    "IAM.6" = "Root users of member accounts have no credentials: they are removed centrally."
  }
}

output "securityhub" {
  value = module.securityhub
}
