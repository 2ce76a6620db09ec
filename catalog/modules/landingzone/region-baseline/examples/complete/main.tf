provider "aws" {
  region = "eu-central-1"
}

module "region_baseline" {
  source = "../.."

  access_analyzers   = { account = "ACCOUNT", organization = "ORGANIZATION" }
  default_vpc        = "untouched"
  internet           = "closed"
  metadata_hop_limit = 2
  region             = { name = "eu-central-1", allowed = ["eu-central-1", "us-east-1"] }
  tags               = { Owner = "security" }

  config = {
    bucket_name      = "acme-config-logs"
    kms_key_arn      = "arn:aws:kms:us-west-2:333333333333:key/11111111-2222-3333-4444-555555555555"
    role_arn         = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    frequency        = "DAILY"
    global_resources = true
    topic_arn        = "arn:aws:sns:eu-central-1:222222222222:acme-security-alarms"
  }
}

output "region_baseline" {
  value = module.region_baseline
}
