# What people may: open the instances with the given tags, in the one way that is recorded, and end their own sessions.

locals {
  # Ports are forwarded by AWS's documents, which record that there was a session but not what was in it.
  _forwarding_documents = [
    for document in ["AWS-StartPortForwardingSession", "AWS-StartPortForwardingSessionToRemoteHost"] :
    "${local._arn_prefix}:ssm:${local._region}::document/${document}" if var.port_forwarding
  ]
}

resource "aws_iam_policy" "people" {
  #checkov:skip=CKV_AWS_355: Lists of instances and sessions have no resource that a policy could name.
  name        = "${var.name}-session-user-${local._region}"
  description = "People who open instances by Session Manager."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "OpenInstances"
        Effect   = "Allow"
        Action   = "ssm:StartSession"
        Resource = "${local._arn_prefix}:ec2:${local._region}:${local._account_id}:instance/*"
        Condition = merge(
          # Without it whoever may open an instance may do so with any document, an unrecorded one too.
          { BoolIfExists = { "ssm:SessionDocumentAccessCheck" = "true" } },
          length(var.instance_tags) == 0 ? {} : {
            StringEquals = { for tag, value in var.instance_tags : "ssm:resourceTag/${tag}" => value }
          },
        )
      },
      {
        Sid      = "OpenInTheseWays"
        Effect   = "Allow"
        Action   = ["ssm:GetDocument", "ssm:StartSession"]
        Resource = concat([local.document_arn], local._forwarding_documents)
      },
      {
        Sid      = "OwnSessionsOnly"
        Effect   = "Allow"
        Action   = ["ssm:ResumeSession", "ssm:TerminateSession"]
        Resource = "${local._arn_prefix}:ssm:*:*:session/$${aws:userid}-*"
      },
      {
        Sid      = "OwnChannelsOnly"
        Effect   = "Allow"
        Action   = "ssmmessages:OpenDataChannel"
        Resource = "${local._arn_prefix}:ssm:*:*:session/$${aws:userid}-*"
      },
      {
        Sid      = "FindInstances"
        Effect   = "Allow"
        Action   = ["ec2:DescribeInstances", "ssm:DescribeInstanceInformation", "ssm:DescribeInstanceProperties", "ssm:DescribeSessions", "ssm:GetConnectionStatus"]
        Resource = "*"
      },
      {
        Sid      = "EncryptSessions"
        Effect   = "Allow"
        Action   = "kms:GenerateDataKey"
        Resource = aws_kms_key.this.arn
      },
    ]
  })
}
