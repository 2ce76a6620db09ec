provider "aws" {
  region = "us-east-1"
}

module "cross_account_roles" {
  source = "../.."

  break_glass = { trusted = ["111111111111"] }

  roles = {
    auto-deploy = { trusted = ["arn:aws:iam::222222222222:role/github-apply"], services = ["ec2", "ecs", "iam", "logs"], session_hours = 1 }
    billing     = { trusted = ["111111111111"] }
    dev         = { trusted = ["111111111111"], services = ["cloudwatch", "dynamodb", "ecs", "logs", "s3"], session_hours = 8 }
    full-access = { trusted = ["111111111111"] }
    iam-admin   = { trusted = ["111111111111"] }
    logs        = { trusted = ["111111111111"] }
    read-only   = { trusted = ["111111111111", "333333333333"], external_id = "acme-audit-2026", mfa = false }
    support     = { trusted = ["111111111111"], policies = { support = "arn:aws:iam::aws:policy/AWSSupportAccess", view = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" } }
  }
  tags = { Owner = "platform" }
}

output "cross_account_roles" {
  value = module.cross_account_roles
}
