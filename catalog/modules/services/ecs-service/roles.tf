# The execution role is what ECS uses to start a task; the task role is what the application itself may do.

locals {
  _assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "${local.arn_prefix}:ecs:${local.region}:${local.account_id}:*" }
      }
    }]
  })

  _images = compact(concat(values(local.tracks)[*].image, values(var.task.sidecars)[*].image))
  # Images of Elastic Container Registry, in any account, by the ARN of their repository. Others need no permission.
  _repositories = [
    for image in local._images : regex("^(?P<account>[0-9]{12})\\.dkr\\.ecr\\.(?P<region>[a-z0-9-]+)\\.amazonaws\\.com[.a-z]*/(?P<name>[^:@]+)", image)
    if can(regex("^[0-9]{12}\\.dkr\\.ecr\\.", image))
  ]
  repository_arns = concat(
    distinct([for repository in local._repositories : "${local.arn_prefix}:ecr:${repository.region}:${repository.account}:repository/${repository.name}"]),
    [for name in sort(keys(var.deployment.repository_arns)) : var.deployment.repository_arns[name]],
  )

  # A secret's ARN may be followed by a key of its JSON, and a version.
  _secrets = distinct(flatten([for container in concat([var.container], values(var.task.sidecars)) : values(container.secrets)]))
  secret_arns = distinct([
    for arn in local._secrets : join(":", slice(split(":", arn), 0, 7)) if can(regex("^arn:[a-z-]+:secretsmanager:", arn))
  ])
  parameter_arns = [for arn in local._secrets : arn if can(regex("^arn:[a-z-]+:ssm:", arn))]
}

resource "aws_iam_role" "execution" {
  # IAM is global: the region keeps apart equally named services of two regions.
  name               = "${var.cluster.name}-${var.name}-execution-${local.region}"
  description        = "Starts the tasks of the ECS service ${var.name} in ${var.cluster.name}."
  assume_role_policy = local._assume_role_policy
  tags               = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name = "start-tasks"
  role = aws_iam_role.execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in [
        {
          Sid       = "WriteLogs"
          Effect    = "Allow"
          Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource  = ["${local.arn_prefix}:logs:${local.region}:${local.account_id}:log-group:${aws_cloudwatch_log_group.this.name}:*"]
          Condition = {}
        },
        {
          Sid       = "PullImages"
          Effect    = "Allow"
          Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource  = local.repository_arns
          Condition = {}
        },
        {
          Sid       = "SignInToRegistry"
          Effect    = "Allow"
          Action    = ["ecr:GetAuthorizationToken"]
          Resource  = [for any in ["*"] : any if length(local.repository_arns) > 0] # It knows no resources.
          Condition = {}
        },
        {
          Sid       = "ReadSecrets"
          Effect    = "Allow"
          Action    = ["secretsmanager:GetSecretValue"]
          Resource  = local.secret_arns
          Condition = {}
        },
        {
          Sid       = "ReadParameters"
          Effect    = "Allow"
          Action    = ["ssm:GetParameters"]
          Resource  = local.parameter_arns
          Condition = {}
        },
        {
          Sid       = "DecryptSecrets"
          Effect    = "Allow"
          Action    = ["kms:Decrypt"]
          Resource  = [for any in ["${local.arn_prefix}:kms:*:*:key/*"] : any if length(local.secret_arns) > 0]
          Condition = { StringEquals = { "kms:EncryptionContext:SecretARN" = local.secret_arns } }
        },
        {
          Sid       = "DecryptParameters"
          Effect    = "Allow"
          Action    = ["kms:Decrypt"]
          Resource  = [for any in ["${local.arn_prefix}:kms:*:*:key/*"] : any if length(local.parameter_arns) > 0]
          Condition = { StringEquals = { "kms:EncryptionContext:PARAMETER_ARN" = local.parameter_arns } }
        },
      ] : { for key, value in statement : key => value if key != "Condition" || length(statement.Condition) > 0 } if length(statement.Resource) > 0
    ]
  })
}

resource "aws_iam_role" "task" {
  name               = "${var.cluster.name}-${var.name}-task-${local.region}"
  description        = "What the ECS service ${var.name} in ${var.cluster.name} may do."
  assume_role_policy = local._assume_role_policy
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "task" {
  for_each = var.task.policy_arns

  role       = aws_iam_role.task.name
  policy_arn = each.value
}

resource "aws_iam_role_policy" "task" {
  count = length(var.task.permissions) == 0 ? 0 : 1

  name = "application"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for name, permission in var.task.permissions : {
        Sid      = name
        Effect   = "Allow"
        Action   = permission.actions
        Resource = permission.resources
      }
    ]
  })
}

resource "aws_iam_role_policy" "exec" {
  count = var.task.execute_command ? 1 : 0

  name = "sessions"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Connect" # These know no resources.
        Effect   = "Allow"
        Action   = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
        Resource = "*"
      },
      {
        Sid      = "EncryptSessions"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.cluster.kms_key_arn
      },
      {
        Sid      = "FindLogGroup" # It knows no resources.
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "*"
      },
      {
        Sid      = "RecordSessions"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${local.arn_prefix}:logs:${local.region}:${local.account_id}:log-group:/ecs/${var.cluster.name}/execute-command:*"
      },
    ]
  })
}
