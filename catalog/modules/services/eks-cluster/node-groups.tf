resource "aws_launch_template" "node" {
  for_each = var.node_groups

  name                   = "eks-${var.name}-${each.key}"
  description            = "Nodes ${each.key} of the EKS cluster ${var.name}."
  update_default_version = true
  tags                   = var.tags

  block_device_mappings {
    # Bottlerocket keeps images and logs on a disk of their own.
    device_name = startswith(each.value.ami_type, "BOTTLEROCKET") ? "/dev/xvdb" : "/dev/xvda"

    ebs {
      # With the account's own key for disks where one is set (landingzone/region-baseline).
      encrypted             = true
      volume_type           = "gp3"
      volume_size           = each.value.disk_gb
      delete_on_termination = true
    }
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1 # Pods do not reach the role of their node.
    http_tokens                 = "required"
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = "eks-${var.name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = var.node_groups

  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node[0].arn
  subnet_ids      = var.subnet_ids
  version         = aws_eks_cluster.this.version
  ami_type        = each.value.ami_type
  capacity_type   = each.value.capacity_type
  instance_types  = each.value.instance_types
  labels          = each.value.labels
  tags            = var.tags

  launch_template {
    id      = aws_launch_template.node[each.key].id
    version = aws_launch_template.node[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min_size
    max_size     = each.value.max_size
    desired_size = each.value.min_size
  }

  update_config {
    max_unavailable_percentage = 33
  }

  node_repair_config {
    enabled = true
  }

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size] # The cluster's autoscaler decides.
  }

  # Without network a node never becomes ready.
  depends_on = [aws_eks_addon.before_nodes, aws_iam_role_policy_attachment.node]
}

resource "aws_iam_role" "node" {
  count = length(var.node_groups) == 0 ? 0 : 1

  name        = "eks-${var.name}-nodes-${local.region}"
  description = "Nodes of the EKS cluster ${var.name} in ${local.region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.${data.aws_partition.current.dns_suffix}" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = {
    for name, policy in {
      registry = "AmazonEC2ContainerRegistryPullOnly"
      ssm      = "AmazonSSMManagedInstanceCore" # Session Manager in place of SSH.
      worker   = "AmazonEKSWorkerNodePolicy"
    } : name => policy if length(var.node_groups) > 0
  }

  role       = aws_iam_role.node[0].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/${each.value}"
}
