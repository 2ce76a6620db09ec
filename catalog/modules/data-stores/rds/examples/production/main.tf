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

module "rds" {
  source = "../.."

  name                       = "acme-prod"
  vpc_id                     = aws_vpc.this.id
  subnet_ids                 = values(aws_subnet.this)[*].id
  allowed_security_group_ids = { backend = aws_security_group.backend.id }

  engine   = { name = "mysql", version = "8.4", parameters = { max_connections = "500" } }
  database = { name = "orders", password_rotation_days = 7 }
  instance = { class = "db.m8g.large", storage_gib = 500, max_storage_gib = 2000, iops = 12000, throughput_mibps = 500 }

  backups = {
    retention_days = 35
    vault = {
      copy_to_vault_arns = { logs = "arn:aws:backup:us-west-2:222222222222:backup-vault:acme-prod" }
      retention_days     = 365
    }
  }
  monitoring = { enhanced_seconds = 15, performance_insights_days = 731, log_retention_days = 731 }
  alarms     = { topic_arns = { oncall = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" }, connections = 400 }
  tags       = { Environment = "prod" }

  deletion_protection = var.deletion_protection
}

output "rds" {
  value = module.rds
}
