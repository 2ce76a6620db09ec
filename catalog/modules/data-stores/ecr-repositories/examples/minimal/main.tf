provider "aws" {
  region = "us-west-2"
}

module "ecr_repositories" {
  source = "../.."

  repositories = { backend = {}, frontend = {} }
}

output "ecr_repositories" {
  value = module.ecr_repositories
}
