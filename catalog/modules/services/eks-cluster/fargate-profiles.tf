resource "aws_eks_fargate_profile" "this" {
  for_each = var.fargate_profiles

  cluster_name           = aws_eks_cluster.this.name
  fargate_profile_name   = each.key
  pod_execution_role_arn = aws_iam_role.fargate[0].arn
  subnet_ids             = var.subnet_ids
  tags                   = var.tags

  dynamic "selector" {
    for_each = each.value.selectors

    content {
      namespace = selector.value.namespace
      labels    = selector.value.labels
    }
  }

  depends_on = [aws_iam_role_policy_attachment.fargate]
}

resource "aws_iam_role" "fargate" {
  count = length(var.fargate_profiles) == 0 ? 0 : 1

  name        = "eks-${var.name}-fargate-${local.region}"
  description = "Starts pods of the EKS cluster ${var.name} in ${local.region} on Fargate."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks-fargate-pods.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        ArnLike = { "aws:SourceArn" = "${local.arn_prefix}:eks:${local.region}:${local.account_id}:fargateprofile/${var.name}/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "fargate" {
  count = length(var.fargate_profiles) == 0 ? 0 : 1

  role       = aws_iam_role.fargate[0].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"
}
