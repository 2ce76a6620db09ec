terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-west-2"
}

module "securityhub" {
  source    = "../.."
  providers = { aws = aws, aws.management = aws }

  standards        = ["aws-foundational-security-best-practices/v/1.0.0", "pci-dss/v/4.0.1"]
  alarm_severities = ["CRITICAL"]
  tags             = { Owner = "security" }
}

output "securityhub" {
  value = module.securityhub
}
