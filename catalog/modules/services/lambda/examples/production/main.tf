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

resource "aws_ecr_repository" "orders" {
  #checkov:skip=CKV_AWS_136: Repositories are what data-stores/ecr-repositories is for; this one is only there for the example.
  #checkov:skip=CKV_AWS_163: The same.
  name                 = "orders"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true
}

resource "aws_sqs_queue" "orders" {
  name                    = "acme-prod-orders"
  sqs_managed_sse_enabled = true
}

resource "aws_security_group" "database" {
  #checkov:skip=CKV2_AWS_5: It stands for a database that another unit makes.
  name        = "database"
  description = "The database."
  vpc_id      = aws_vpc.this.id
}

module "lambda" {
  source = "../.."

  name        = "acme-prod-orders"
  description = "Books orders."
  code        = { image_uri = "${aws_ecr_repository.orders.repository_url}:2026-11-29" }
  environment = { DATABASE_SECRET_ARN = "arn:aws:secretsmanager:us-west-2:111111111111:secret:rds!cluster-orders" }
  resources   = { memory_mib = 1024, timeout_seconds = 120, reserved_concurrency = 50 }

  event_sources = { orders = { arn = aws_sqs_queue.orders.arn, max_concurrency = 20 } }
  invokers      = { nightly = { service = "events.amazonaws.com", arn = "arn:aws:events:us-west-2:111111111111:rule/nightly" } }
  permissions = {
    database-password = {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = ["arn:aws:secretsmanager:us-west-2:111111111111:secret:rds!cluster-orders"]
    }
  }
  vpc = {
    vpc_id     = aws_vpc.this.id
    subnet_ids = values(aws_subnet.this)[*].id
    egress = {
      database = { security_group_id = aws_security_group.database.id, port = 5432 }
      services = { cidr_block = "10.0.0.0/16" }
    }
  }
  log_retention_days = 731
  alarms             = { topic_arns = { oncall = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" } }
  tags               = { Environment = "prod" }
}

output "lambda" {
  value = module.lambda
}
