locals {
  _arn_prefix      = "arn:${data.aws_partition.current.partition}"
  account_root_arn = "${local._arn_prefix}:iam::${data.aws_caller_identity.current.account_id}:root"

  # Repository => kind of access => principals. An account is trusted through its root: that account's IAM says who may.
  principals = {
    for name, repository in var.repositories : name => {
      for kind, principals in {
        read = setunion(
          coalesce(repository.access, var.access).read,
          coalesce(repository.access, var.access).write,
        )
        write = coalesce(repository.access, var.access).write
        } : kind => [
        for principal in principals :
        can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
      ]
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  #checkov:skip=CKV_AWS_51: Tags are immutable unless a repository asks for mutable_tags, for caches of builds.
  name                 = each.key
  image_tag_mutability = each.value.mutable_tags ? "MUTABLE" : "IMMUTABLE"
  force_delete         = var.force_destroy
  tags                 = var.tags

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = local.kms_key_arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository_policy" "this" {
  for_each = var.repositories

  repository = aws_ecr_repository.this[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "AccountReads"
        Effect    = "Allow"
        Principal = { AWS = local.account_root_arn }
        Action    = local.read_actions
      }],
      [
        for statement in [
          {
            Sid       = "OthersPull"
            Effect    = "Allow"
            Principal = { AWS = local.principals[each.key].read }
            Action    = local.read_actions
          },
          {
            Sid       = "OthersPush"
            Effect    = "Allow"
            Principal = { AWS = local.principals[each.key].write }
            Action = [
              "ecr:CompleteLayerUpload",
              "ecr:InitiateLayerUpload",
              "ecr:PutImage",
              "ecr:UploadLayerPart",
            ]
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

locals {
  read_actions = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:DescribeImages",
    "ecr:DescribeImageScanFindings",
    "ecr:GetDownloadUrlForLayer",
    "ecr:ListImages",
  ]
}
