provider "aws" {
  region = "us-west-2"
}

module "alarms" {
  source = "../.."

  name          = "acme-prod"
  alarms        = { topic_arns = { on-call = "arn:aws:sns:us-west-2:111111111111:acme-prod-cloudwatch-alarms" } }
  notifications = "services"

  services = {
    shop    = { description = "The shop that customers see" }
    network = { description = "The way out, and the way in for engineers" }
    orders  = { alarm_arns = { dead-letters = "arn:aws:cloudwatch:us-west-2:111111111111:alarm:orders-dead-letters" } }
  }

  albs = {
    public = {
      arn_suffix      = "app/acme-prod-public/0123456789abcdef"
      errors          = { percent = 1, minimum = 20 }
      latency_seconds = 1
      target_groups   = { frontend = "targetgroup/frontend/0123456789abcdef" }
      service         = "shop"
    }
  }
  aurora_clusters = {
    main = { cluster_identifier = "acme-prod", connections = 800, service = "shop" }
  }
  autoscaling_groups = {
    vpn = { name = "acme-prod-vpn", service = "network" }
  }
  certificates = {
    public = { arn = "arn:aws:acm:us-west-2:111111111111:certificate/11111111-2222-3333-4444-555555555555", service = "shop" }
  }
  ecs_services = {
    backend  = { cluster_name = "acme-prod", service_name = "backend", minimum_running_tasks = 2, service = "shop" }
    frontend = { cluster_name = "acme-prod", service_name = "frontend", minimum_running_tasks = 2, service = "shop" }
  }
  nat_gateways = {
    us-west-2a = { id = "nat-0123456789abcdef0", service = "network" }
    us-west-2b = { id = "nat-0123456789abcdef1", service = "network" }
  }
  rds_instances = {
    reports = { identifier = "acme-prod-reports", free_storage_gib = 20 }
  }
  redis = {
    sessions = { replication_group_id = "acme-prod-sessions", nodes = 2, service = "shop" }
    catalog  = { replication_group_id = "acme-prod-catalog", shards = 2, nodes = 2, evictions = 1000 }
  }
  tags = { Environment = "prod" }
}

output "alarms" {
  value = module.alarms
}
