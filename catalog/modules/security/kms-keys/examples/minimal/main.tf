provider "aws" {
  region = "us-west-2"
}

module "kms_keys" {
  source = "../.."

  keys = {
    cloudwatch-alarm-sns-encryption = {
      description = "Encrypts the topics of alarms."
      services    = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
  }
}

output "kms_keys" {
  value = module.kms_keys
}
