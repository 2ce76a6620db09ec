provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.0.0.0/16"
}

module "security_groups" {
  source = "../.."

  name   = "dev"
  vpc_id = aws_vpc.this.id

  groups = {
    worker = {
      description = "Workers, which fetch jobs and keep results."
      egress = {
        database = { description = "PostgreSQL.", port = 5432, group = "database" }
        https    = { description = "The APIs of partners.", port = 443, cidr_block = "0.0.0.0/0" }
      }
    }
    database = {
      description = "The database of the workers."
      ingress = {
        worker = { description = "PostgreSQL.", port = 5432, group = "worker" }
      }
    }
  }
}

output "security_groups" {
  value = module.security_groups
}
