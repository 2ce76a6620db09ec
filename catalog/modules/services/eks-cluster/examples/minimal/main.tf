provider "aws" {
  region = "us-west-2"
}

module "vpc" {
  source = "../../../../networking/vpc"

  name               = "dev"
  cidr_block         = "10.0.0.0/16"
  availability_zones = ["us-west-2a", "us-west-2b"]
  nat_gateways       = 1
}

module "eks_cluster" {
  source = "../.."

  name               = "dev"
  kubernetes_version = "1.35"
  subnet_ids         = module.vpc.private_app_subnet_ids
  node_groups        = { general = { instance_types = ["m7i.large"], max_size = 4 } }

  access_entries = {
    platform = {
      principal_arn = "arn:aws:iam::111111111111:role/platform"
      policies      = { AmazonEKSClusterAdminPolicy = {} }
    }
  }
}

output "eks_cluster" {
  value = module.eks_cluster
}
