# Reads how things are set up, not what is in them: a pull request is a proposal of anybody who may push a branch.

resource "aws_iam_role" "plan" {
  name                 = "${var.name}-plan"
  description          = "Plans changes, from any branch and pull request of ${join(", ", var.repositories)}."
  max_session_duration = var.plan.session_hours * 3600
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "${local.host}:aud" = "sts.amazonaws.com" }
        StringLike   = { "${local.host}:sub" = local.plan_subjects }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.plan.name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan_no_data" {
  name = "no-data"
  role = aws_iam_role.plan.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "NoData"
        Effect = "Deny"
        Action = [
          "athena:GetQueryResults*",
          "codecommit:GetFile",
          "cognito-idp:AdminGetUser",
          "cognito-idp:ListUsers",
          "dynamodb:BatchGetItem",
          "dynamodb:GetItem",
          "dynamodb:GetRecords",
          "dynamodb:Query",
          "dynamodb:Scan",
          "ec2:GetConsoleOutput",
          "ec2:GetConsoleScreenshot",
          "ec2:GetPasswordData",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
          "kinesis:GetRecords",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:GetQueryResults",
          "logs:StartQuery",
          "rds:DownloadDBLogFilePortion",
          "sqs:ReceiveMessage",
        ]
        Resource = "*"
      },
      merge(
        {
          Sid    = "NoObjects"
          Effect = "Deny"
          Action = ["s3:GetObject", "s3:GetObjectVersion"]
        },
        length(local.readable_objects) == 0 ? { Resource = "*" } : {},
        length(local.readable_objects) == 0 ? {} : { NotResource = local.readable_objects },
      ),
    ]
  })
}

locals {
  readable_objects = concat(
    [for bucket in var.states[*] : "${bucket.bucket_arn}/*"],
    tolist(var.plan.readable_object_arns),
  )
}
