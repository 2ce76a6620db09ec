provider "aws" {
  region = "us-west-2"
}

module "region_baseline" {
  source = "../.."

  config = {
    bucket_name = "acme-config-logs"
    kms_key_arn = "arn:aws:kms:us-west-2:333333333333:key/11111111-2222-3333-4444-555555555555"
    role_arn    = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
  }
}

output "region_baseline" {
  value = module.region_baseline
}
