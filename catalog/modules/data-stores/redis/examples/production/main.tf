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

resource "aws_security_group" "backend" {
  #checkov:skip=CKV2_AWS_5: It stands for a service that another unit makes.
  name        = "backend"
  description = "Tasks of the backend."
  vpc_id      = aws_vpc.this.id
}

module "redis" {
  source = "../.."

  name                       = "acme-prod"
  vpc_id                     = aws_vpc.this.id
  subnet_ids                 = values(aws_subnet.this)[*].id
  allowed_security_group_ids = { backend = aws_security_group.backend.id }

  engine = { name = "redis", parameters = { maxmemory-policy = "allkeys-lru" } }
  nodes  = { type = "cache.r7g.large", per_shard = 3, shards = 2 }
  users = {
    backend = { authentication = "iam" }
    reports = { access_string = "on ~report:* +@read", password_version = 2 }
  }
  snapshots = { retention_days = 35 }
  alarms    = { topic_arns = { oncall = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" }, evictions = 1000 }
  tags      = { Environment = "prod" }
}

output "redis" {
  value = module.redis
}
