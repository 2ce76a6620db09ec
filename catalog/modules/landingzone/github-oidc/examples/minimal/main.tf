provider "aws" {
  region = "us-east-1"
}

module "github_oidc" {
  source = "../.."

  repositories = ["acme/infrastructure-live"]
}

output "github_oidc" {
  value = module.github_oidc
}
