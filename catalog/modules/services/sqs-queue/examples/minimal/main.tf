provider "aws" {
  region = "us-west-2"
}

module "queue" {
  source = "../.."

  name = "acme-dev-mail"
}

output "queue" {
  value = module.queue
}
