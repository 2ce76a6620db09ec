provider "aws" {
  region = "us-west-2"
}

module "ssm_access" {
  source = "../.."

  name = "acme-prod"
  bucket = {
    name        = "acme-logs-sessions"
    kms_key_arn = "arn:aws:kms:us-west-2:222222222222:key/11111111-2222-3333-4444-555555555555"
    prefix      = "sessions/acme-prod/"
  }
  instance_tags      = { SessionAccess = "engineers" }
  log_retention_days = 731
  port_forwarding    = true
  session            = { idle_minutes = 10, maximum_minutes = 60, run_as = "engineer" }
  tags               = { Environment = "prod" }
}

output "ssm_access" {
  value = module.ssm_access
}
