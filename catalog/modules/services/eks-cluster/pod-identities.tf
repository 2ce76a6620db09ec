# Pods get roles of AWS by their service account: on nodes through Pod Identity; where its agent does not run, as on
# Fargate, through the cluster's issuer of OpenID Connect tokens.

locals {
  pod_assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnEquals    = { "aws:SourceArn" = "${local.arn_prefix}:eks:${local.region}:${local.account_id}:cluster/${var.name}" }
      }
    }]
  })

  _pod_policies = merge([
    for name, identity in var.pod_identities : {
      for policy_name, policy_arn in identity.policy_arns : "${name}/${policy_name}" => { identity = name, policy_arn = policy_arn }
    }
  ]...)
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = var.pod_identities

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.service_account
  role_arn        = aws_iam_role.pod[each.key].arn
  tags            = var.tags

  depends_on = [aws_iam_role_policy_attachment.pod]
}

resource "aws_iam_role" "pod" {
  for_each = var.pod_identities

  name               = "eks-${var.name}-pod-${each.key}-${local.region}"
  description        = "Pods of ${each.value.namespace}/${each.value.service_account} in the EKS cluster ${var.name} in ${local.region}."
  assume_role_policy = local.pod_assume_role_policy
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "pod" {
  for_each = local._pod_policies

  role       = aws_iam_role.pod[each.value.identity].name
  policy_arn = each.value.policy_arn
}

resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
  tags           = merge(var.tags, { Name = "eks-${var.name}" })
}
