locals {
  # These run on every node, and nodes wait for them; the others wait for nodes to run on.
  _addons_of_nodes = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"]

  # What an add-on needs of AWS it may do through a role of its own, not through that of its node.
  _addon_permissions = {
    aws-ebs-csi-driver = { service_account = "ebs-csi-controller-sa", policy = "service-role/AmazonEBSCSIDriverPolicy" }
    aws-efs-csi-driver = { service_account = "efs-csi-controller-sa", policy = "service-role/AmazonEFSCSIDriverPolicy" }
    vpc-cni            = { service_account = "aws-node", policy = "AmazonEKS_CNI_Policy" }
  }
  addon_permissions = { for name, permission in local._addon_permissions : name => permission if contains(keys(var.addons), name) }
}

resource "aws_eks_addon" "before_nodes" {
  for_each = { for name, addon in var.addons : name => addon if contains(local._addons_of_nodes, name) }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value.version
  configuration_values        = each.value.configuration
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  dynamic "pod_identity_association" {
    for_each = { for name, permission in local.addon_permissions : name => permission if name == each.key }

    content {
      role_arn        = aws_iam_role.addon[each.key].arn
      service_account = pod_identity_association.value.service_account
    }
  }

  depends_on = [aws_iam_role_policy_attachment.addon]
}

resource "aws_eks_addon" "after_nodes" {
  for_each = { for name, addon in var.addons : name => addon if !contains(local._addons_of_nodes, name) }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value.version
  configuration_values        = each.value.configuration
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  dynamic "pod_identity_association" {
    for_each = { for name, permission in local.addon_permissions : name => permission if name == each.key }

    content {
      role_arn        = aws_iam_role.addon[each.key].arn
      service_account = pod_identity_association.value.service_account
    }
  }

  depends_on = [aws_eks_fargate_profile.this, aws_eks_node_group.this, aws_iam_role_policy_attachment.addon]
}

resource "aws_iam_role" "addon" {
  for_each = local.addon_permissions

  name               = "eks-${var.name}-${each.key}-${local.region}"
  description        = "The add-on ${each.key} of the EKS cluster ${var.name} in ${local.region}."
  assume_role_policy = local.pod_assume_role_policy
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_permissions

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/${each.value.policy}"
}
