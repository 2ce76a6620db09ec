resource "aws_iam_role" "instances" {
  count = length(var.instances) == 0 ? 0 : 1

  # IAM is global: the region keeps apart equally named clusters of two regions.
  name        = "ecs-${var.name}-instances-${local.region}"
  description = "Instances of the ECS cluster ${var.name} in ${local.region}."
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

resource "aws_iam_role_policy_attachment" "instances" {
  for_each = {
    for name, path in {
      ecs = "service-role/AmazonEC2ContainerServiceforEC2Role"
      ssm = "AmazonSSMManagedInstanceCore" # Session Manager in place of SSH.
    } : name => path if length(var.instances) > 0
  }

  role       = aws_iam_role.instances[0].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/${each.value}"
}

resource "aws_iam_instance_profile" "instances" {
  count = length(var.instances) == 0 ? 0 : 1

  name = aws_iam_role.instances[0].name
  role = aws_iam_role.instances[0].name
  tags = var.tags
}
