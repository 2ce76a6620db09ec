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

resource "aws_security_group" "runners" {
  #checkov:skip=CKV2_AWS_5: The runners of the pipeline are not part of this example.
  name        = "runners"
  description = "Runners of the pipeline."
  vpc_id      = module.vpc.vpc_id
}

module "eks_cluster" {
  source = "../.."

  name                       = "prod"
  kubernetes_version         = "1.35"
  subnet_ids                 = module.vpc.private_app_subnet_ids
  trusted_cidr_blocks        = ["172.31.80.0/20"]
  allowed_security_group_ids = { runners = aws_security_group.runners.id }

  node_groups = {
    general = { instance_types = ["m7g.large", "m6g.large"], ami_type = "BOTTLEROCKET_ARM_64", min_size = 3, max_size = 12 }
    batch = {
      instance_types = ["c7i.2xlarge", "c6i.2xlarge"]
      ami_type       = "AL2023_x86_64_STANDARD"
      capacity_type  = "SPOT"
      min_size       = 0
      max_size       = 20
      disk_gb        = 100
      labels         = { workload = "batch" }
      taints         = { workload = { value = "batch", effect = "NO_SCHEDULE" } }
    }
  }
  fargate_profiles = {
    jobs = { selectors = [{ namespace = "jobs", labels = { compute = "fargate" } }] }
  }

  access_entries = {
    deploy     = { principal_arn = "arn:aws:iam::111111111111:role/deploy", policies = { AmazonEKSEditPolicy = { namespaces = ["orders", "jobs"] } } }
    developers = { principal_arn = "arn:aws:iam::111111111111:role/developers", kubernetes_groups = ["developers"], policies = { AmazonEKSViewPolicy = {} } }
    platform   = { principal_arn = "arn:aws:iam::111111111111:role/platform", policies = { AmazonEKSClusterAdminPolicy = {} } }
  }
  pod_identities = {
    orders = { namespace = "orders", service_account = "orders", policy_arns = { queue = "arn:aws:iam::aws:policy/AmazonSQSFullAccess" } }
  }

  log_retention_days = 731
  alarms             = { topic_arns = { on-call = module.sns_topics.topic_arns["acme-prod-cloudwatch-alarms"] } }
  tags               = { Environment = "prod" }
}

output "eks_cluster" {
  value = module.eks_cluster
}
