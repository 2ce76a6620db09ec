terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-west-2"
}

module "guardduty" {
  source    = "../.."
  providers = { aws = aws, aws.management = aws }

  organization                 = false
  alarm_severity               = 4
  features                     = ["EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING", "S3_DATA_EVENTS"]
  finding_publishing_frequency = "ONE_HOUR"
  tags                         = { Owner = "security" }
}

output "guardduty" {
  value = module.guardduty
}
