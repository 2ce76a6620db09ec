provider "aws" {
  region = "us-east-1"
}

module "certificate" {
  source = "../.."

  domain_name               = "www.acme.example"
  subject_alternative_names = ["acme.example"]
  key_algorithm             = "EC_prime256v1"
  wait_until_issued         = false
  tags                      = { Environment = "prod" }
}

output "certificate" {
  value = module.certificate
}
