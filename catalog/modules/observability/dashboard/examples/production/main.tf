provider "aws" {
  region = "us-west-2"
}

module "dashboard" {
  source = "../.."

  name       = "acme-prod"
  region     = "us-west-2"
  alarm_arns = { shop = "arn:aws:cloudwatch:us-west-2:111111111111:alarm:acme-prod-shop" }

  albs = {
    public = {
      arn_suffix    = "app/acme-prod-public/0123456789abcdef"
      target_groups = { frontend = "targetgroup/frontend/0123456789abcdef" }
    }
  }
  aurora_clusters    = { main = { cluster_identifier = "acme-prod" } }
  autoscaling_groups = { vpn = { name = "acme-prod-vpn" } }
  ecs_services = {
    backend  = { cluster_name = "acme-prod", service_name = "backend" }
    frontend = { cluster_name = "acme-prod", service_name = "frontend" }
  }
  eks_clusters    = { batch = { cluster_name = "acme-prod-batch" } }
  log_group_names = { backend = "/acme-prod/ecs/backend", frontend = "/acme-prod/ecs/frontend" }
  nat_gateways = {
    us-west-2a = { id = "nat-0123456789abcdef0" }
    us-west-2b = { id = "nat-0123456789abcdef1" }
  }
  rds_instances = { reports = { identifier = "acme-prod-reports" } }
  redis = {
    sessions = { replication_group_id = "acme-prod-sessions", nodes = 2 }
    catalog  = { replication_group_id = "acme-prod-catalog", shards = 2, nodes = 2 }
  }
}

output "dashboard" {
  value = module.dashboard
}
