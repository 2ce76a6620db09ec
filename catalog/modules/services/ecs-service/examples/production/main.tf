provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../../../../networking/vpc"

  name               = "prod"
  cidr_block         = "10.4.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
}

module "sns_topics" {
  source = "../../../../networking/sns-topics"

  topics = { acme-prod-cloudwatch-alarms = {} }
}

module "ecs_cluster" {
  source = "../../../ecs-cluster"

  name = "prod"
}

resource "aws_secretsmanager_secret" "session" {
  #checkov:skip=CKV_AWS_149: AWS's own key is enough for an example.
  #checkov:skip=CKV2_AWS_57: What signs sessions is rotated by the application.
  name                    = "prod/frontend/session"
  recovery_window_in_days = 0
}

# What networking/alb and data-stores/aurora make, as small as it can be.
resource "aws_lb" "public" {
  #checkov:skip=CKV_AWS_91: Only an example.
  #checkov:skip=CKV_AWS_150: Only an example.
  #checkov:skip=CKV2_AWS_20: Only an example.
  #checkov:skip=CKV2_AWS_28: Only an example.
  name                       = "prod-public"
  load_balancer_type         = "application"
  subnets                    = module.vpc.public_subnet_ids
  security_groups            = [aws_security_group.load_balancer.id]
  drop_invalid_header_fields = true
}

resource "aws_lb_listener" "http" {
  #checkov:skip=CKV_AWS_2: Only an example.
  #checkov:skip=CKV_AWS_103: Only an example.
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_security_group" "load_balancer" {
  name        = "prod-public"
  description = "The public load balancer."
  vpc_id      = module.vpc.vpc_id
}

resource "aws_security_group" "database" {
  #checkov:skip=CKV2_AWS_5: The database is not part of this example.
  name        = "prod-database"
  description = "The database."
  vpc_id      = module.vpc.vpc_id
}

module "frontend" {
  source = "../.."

  name       = "frontend"
  cluster    = { arn = module.ecs_cluster.arn, kms_key_arn = module.ecs_cluster.kms_key_arn, name = module.ecs_cluster.name }
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_app_subnet_ids

  container = {
    image          = "222222222222.dkr.ecr.us-west-2.amazonaws.com/frontend:2.7.0"
    port           = 8080
    environment    = { LOG_LEVEL = "info" }
    secrets        = { SESSION_KEY = aws_secretsmanager_secret.session.arn }
    volume_paths   = ["/var/cache/frontend"]
    writable_paths = { "/tmp" = 128 }
    health_check   = { command = ["CMD-SHELL", "wget -q -O /dev/null http://localhost:8080/health || exit 1"] }
  }
  task = {
    cpu          = 1024
    memory       = 2048
    architecture = "ARM64"
    permissions  = { Uploads = { actions = ["s3:GetObject", "s3:PutObject"], resources = ["arn:aws:s3:::acme-prod-uploads/*"] } }
    sidecars = {
      otel = {
        image        = "222222222222.dkr.ecr.us-west-2.amazonaws.com/otel:0.43.3"
        essential    = false
        ready        = "HEALTHY"
        memory       = 256
        health_check = { command = ["CMD", "/healthcheck"] }
      }
    }
    log_retention_days = 731
  }

  connects_to = { database = { port = 5432, security_group_id = aws_security_group.database.id } }
  load_balancer = {
    listener_arn      = aws_lb_listener.http.arn
    security_group_id = aws_security_group.load_balancer.id
    arn_suffix        = aws_lb.public.arn_suffix
    priority          = 100
    host_headers      = ["www.acme.example"]
    health_check      = { path = "/health" }
  }
  autoscaling = { min_tasks = 3, max_tasks = 30, requests_per_minute = 1200 }
  deployment  = { canary = { image = "222222222222.dkr.ecr.us-west-2.amazonaws.com/frontend:2.8.0" } }
  alarms      = { topic_arns = { on-call = module.sns_topics.topic_arns["acme-prod-cloudwatch-alarms"] } }
  tags        = { Environment = "prod" }
}

output "frontend" {
  value = module.frontend
}
