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

module "redis" {
  source = "../.."

  name       = "acme-dev"
  vpc_id     = aws_vpc.this.id
  subnet_ids = values(aws_subnet.this)[*].id

  nodes                = { type = "cache.t4g.micro", per_shard = 1 }
  multi_az             = false
  snapshots            = { retention_days = 0, final_snapshot = false }
  secret_recovery_days = 0
}

output "redis" {
  value = module.redis
}
