locals {
  arn_prefix     = "arn:${data.aws_partition.current.partition}"
  account_id     = data.aws_caller_identity.current.account_id
  region         = data.aws_region.current.name
  log_group_name = "/aws/eks/${var.name}/cluster"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_eks_cluster" "this" {
  #checkov:skip=CKV_AWS_339: Which version is a decision of the caller, and AWS refuses those that it does not support.
  name     = var.name
  role_arn = aws_iam_role.cluster.arn
  version  = var.kubernetes_version
  tags     = var.tags

  bootstrap_self_managed_addons = false # Add-ons are those of addons.
  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  access_config {
    # Whoever creates the cluster has no power over it that is not written down.
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.this.arn
    }
  }

  upgrade_policy {
    support_type = "STANDARD" # Extended support costs six times as much.
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = length(var.public_access_cidr_blocks) > 0
    public_access_cidrs     = length(var.public_access_cidr_blocks) > 0 ? var.public_access_cidr_blocks : null
  }

  zonal_shift_config {
    enabled = true
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.cluster]
}

# EKS would make the group itself, unencrypted and kept for ever.
resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  kms_key_id        = aws_kms_key.this.arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_iam_role" "cluster" {
  # IAM is global: the region keeps apart equally named clusters of two regions.
  name        = "eks-${var.name}-cluster-${local.region}"
  description = "The control plane of the EKS cluster ${var.name} in ${local.region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks.${data.aws_partition.current.dns_suffix}" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "${local.arn_prefix}:eks:${local.region}:${local.account_id}:cluster/${var.name}" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/AmazonEKSClusterPolicy"
}
