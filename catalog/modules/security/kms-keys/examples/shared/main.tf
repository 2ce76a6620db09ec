provider "aws" {
  region = "us-west-2"
}

module "kms_keys" {
  source = "../.."

  keys = {
    ami-encryption = {
      description = "Encrypts images that all accounts start instances from."
      access      = { read = ["111111111111", "222222222222"] }
      grants = {
        dev-auto-scaling = {
          grantee_principal = "arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
        }
      }
    }
    shared-secrets = {
      description   = "Encrypts secrets that other accounts read."
      access        = { read = ["111111111111"], write = ["arn:aws:iam::222222222222:role/rotate-secrets"] }
      rotation_days = 90
    }
    service-logs = {
      description = "Encrypts log groups of services."
      services    = ["logs.us-west-2.amazonaws.com"]
    }
    release-signing = {
      description = "Signs releases."
      spec        = "ECC_NIST_P256"
      usage       = "SIGN_VERIFY"
    }
  }
  tags = { Owner = "platform" }
}

output "kms_keys" {
  value = module.kms_keys
}
