# What the server itself may.

resource "aws_iam_role" "this" {
  # IAM is global: the region keeps apart equally named servers of two regions.
  name        = "${local.full_name}-${local._region}"
  description = "The VPN server ${var.name} in ${local._region}."
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_instance_profile" "this" {
  name = aws_iam_role.this.name
  role = aws_iam_role.this.name
  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  #checkov:skip=CKV_AWS_290: See CKV_AWS_355.
  #checkov:skip=CKV_AWS_355: The channels of the agent of Session Manager have no resource that a policy could name.
  name = "serve-vpn"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TakeThisAddress"
        Effect   = "Allow"
        Action   = "ec2:AssociateAddress"
        Resource = aws_eip.this.arn
      },
      {
        Sid       = "ToServersOfThisGroup"
        Effect    = "Allow"
        Action    = "ec2:AssociateAddress"
        Resource  = "${local._arn_prefix}:ec2:${local._region}:${local._account_id}:instance/*"
        Condition = { StringEquals = { "aws:ResourceTag/aws:autoscaling:groupName" = local.full_name } }
      },
      {
        Sid      = "FindBackups"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = local.backup_bucket_arn
      },
      {
        Sid      = "BackUpAndRestore"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${local.backup_bucket_arn}/*"
      },
      {
        Sid      = "TakeRequests"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = values(local.queue_arns)
      },
      {
        Sid      = "Answer"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = local.response_queue_arns
      },
      {
        Sid      = "EncryptAndDecrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.this.arn
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = [local.log_group_arn, "${local.log_group_arn}:*"]
      },
      {
        Sid    = "TakeSessions"
        Effect = "Allow"
        Action = [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "given" {
  for_each = var.policy_arns

  role       = aws_iam_role.this.name
  policy_arn = each.value
}
