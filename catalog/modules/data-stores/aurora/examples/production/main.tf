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

module "aurora" {
  source = "../.."

  name                       = "acme-prod"
  vpc_id                     = aws_vpc.this.id
  subnet_ids                 = values(aws_subnet.this)[*].id
  allowed_security_group_ids = { backend = aws_security_group.backend.id }

  engine   = { name = "aurora-mysql", version = "8.0", parameters = { max_connections = "2000" } }
  database = { name = "orders", io_optimized = true, password_rotation_days = 7 }

  instances = {
    writer = { class = "db.r8g.large", availability_zone = "us-west-2a", promotion_tier = 0 }
    reader = { class = "db.r8g.large", availability_zone = "us-west-2b", promotion_tier = 0 }
    report = { promotion_tier = 15 }
  }
  serverless_capacity = { min = 1, max = 16 }

  backups = {
    retention_days = 35
    vault = {
      copy_to_vault_arns = { logs = "arn:aws:backup:us-west-2:222222222222:backup-vault:acme-prod" }
      retention_days     = 365
    }
  }
  monitoring = { enhanced_seconds = 15, performance_insights_days = 731, log_retention_days = 731 }
  alarms     = { topic_arns = { oncall = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" }, connections = 1500 }
  tags       = { Environment = "prod" }

  deletion_protection = var.deletion_protection
}

output "aurora" {
  value = module.aurora
}
