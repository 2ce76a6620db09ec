terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# The account that is to administer GuardDuty.
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

module "guardduty" {
  source    = "../.."
  providers = { aws = aws, aws.management = aws.management }

  alarms = { topic_arns = { security = "arn:aws:sns:us-west-2:222222222222:acme-security-alarms" } }
  findings_archive = {
    bucket_arn  = "arn:aws:s3:::acme-guardduty-findings"
    kms_key_arn = "arn:aws:kms:us-west-2:333333333333:key/11111111-2222-3333-4444-555555555555"
  }
}

output "guardduty" {
  value = module.guardduty
}
