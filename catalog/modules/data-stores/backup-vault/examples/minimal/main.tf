provider "aws" {
  region = "us-east-2"
}

module "backup_vault" {
  source = "../.."

  name = "acme-copies"
}

output "backup_vault" {
  value = module.backup_vault
}
