# Who may do what in Kubernetes, said by IAM principals; and who reaches its API through the network.

resource "aws_eks_access_entry" "this" {
  for_each = var.access_entries

  cluster_name      = aws_eks_cluster.this.name
  principal_arn     = each.value.principal_arn
  type              = "STANDARD"
  kubernetes_groups = each.value.kubernetes_groups
  tags              = var.tags
}

locals {
  _access_policies = merge([
    for entry_name, entry in var.access_entries : {
      for policy, scope in entry.policies : "${entry_name}/${policy}" => { entry = entry_name, policy = policy, namespaces = scope.namespaces }
    }
  ]...)
}

resource "aws_eks_access_policy_association" "this" {
  for_each = local._access_policies

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.this[each.value.entry].principal_arn
  policy_arn    = "${local.arn_prefix}:eks::aws:cluster-access-policy/${each.value.policy}"

  access_scope {
    type       = length(each.value.namespaces) == 0 ? "cluster" : "namespace"
    namespaces = each.value.namespaces
  }
}

resource "aws_vpc_security_group_ingress_rule" "allowed" {
  for_each = var.allowed_security_group_ids

  security_group_id            = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  description                  = "The API from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "trusted" {
  for_each = toset(var.trusted_cidr_blocks)

  security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  description       = "The API from a connected network"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}
