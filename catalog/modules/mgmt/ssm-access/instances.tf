# What an instance may, so that its agent takes sessions and records them.

resource "aws_iam_policy" "instance" {
  #checkov:skip=CKV_AWS_290: See CKV_AWS_355.
  #checkov:skip=CKV_AWS_355: The channels of the agent, and how log groups and buckets are encrypted, have no resource that a policy could name.
  name        = "${var.name}-session-instance-${local._region}"
  description = "Instances that Session Manager opens."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
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
        {
          Sid      = "DecryptSessions"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = aws_kms_key.this.arn
        },
        {
          Sid      = "FindLogGroup"
          Effect   = "Allow"
          Action   = "logs:DescribeLogGroups"
          Resource = "*"
        },
        {
          Sid      = "RecordSessions"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
          Resource = [local.log_group_arn, "${local.log_group_arn}:*"]
        },
      ],
      flatten([
        for bucket in var.bucket[*] : [
          {
            Sid      = "LookHowBucketEncrypts"
            Effect   = "Allow"
            Action   = "s3:GetEncryptionConfiguration"
            Resource = "${local._arn_prefix}:s3:::${bucket.name}"
          },
          {
            Sid      = "RecordSessionsInBucket"
            Effect   = "Allow"
            Action   = "s3:PutObject"
            Resource = "${local._arn_prefix}:s3:::${bucket.name}/${bucket.prefix}*"
          },
          {
            Sid      = "EncryptRecordsInBucket"
            Effect   = "Allow"
            Action   = "kms:GenerateDataKey"
            Resource = bucket.kms_key_arn
          },
        ]
      ]),
    )
  })
}

# For instances that need nothing else. Others attach the policy to their own role.
resource "aws_iam_role" "instance" {
  name        = "${var.name}-session-instance-${local._region}"
  description = "Instances that Session Manager opens and that need nothing else."
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

resource "aws_iam_role_policy_attachment" "instance" {
  role       = aws_iam_role.instance.name
  policy_arn = aws_iam_policy.instance.arn
}

resource "aws_iam_instance_profile" "instance" {
  name = "${var.name}-session-instance-${local._region}"
  role = aws_iam_role.instance.name
  tags = var.tags
}
