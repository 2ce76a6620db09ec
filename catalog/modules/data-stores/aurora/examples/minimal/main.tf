provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: Networks are what networking/vpc is for; this one is only there for the example.
  #checkov:skip=CKV2_AWS_12: The same.
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  for_each = { us-west-2a = "10.0.160.0/21", us-west-2b = "10.0.168.0/21" }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

module "aurora" {
  source = "../.."

  name       = "acme-dev"
  vpc_id     = aws_vpc.this.id
  subnet_ids = values(aws_subnet.this)[*].id

  database            = { name = "app" }
  instances           = { a = {} }
  serverless_capacity = { min = 0, max = 4 }
  backups             = { final_snapshot = false, retention_days = 7 }
  deletion_protection = false
}

output "aurora" {
  value = module.aurora
}
