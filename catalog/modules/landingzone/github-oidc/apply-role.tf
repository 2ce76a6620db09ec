resource "aws_iam_role" "apply" {
  name                 = "${var.name}-apply"
  description          = "Applies what was merged into ${var.apply.branch} of ${join(", ", var.repositories)}."
  max_session_duration = var.apply.session_hours * 3600
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.host}:aud" = "sts.amazonaws.com"
          "${local.host}:sub" = local.apply_subjects
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "apply" {
  #checkov:skip=CKV_AWS_286: Who manages IAM can in the end do all that an account can: that only the main branch may is the protection.
  #checkov:skip=CKV_AWS_287: The services that are managed are named; what is in them is not known beforehand.
  #checkov:skip=CKV_AWS_288: See CKV_AWS_287.
  #checkov:skip=CKV_AWS_289: See CKV_AWS_287.
  #checkov:skip=CKV_AWS_290: See CKV_AWS_287.
  #checkov:skip=CKV_AWS_355: See CKV_AWS_287.
  name = "manage"
  role = aws_iam_role.apply.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ManageServices"
        Effect   = "Allow"
        Action   = [for service in var.apply.services : "${service}:*"]
        Resource = "*"
      },
      {
        Sid      = "KnowOneself"
        Effect   = "Allow"
        Action   = ["sts:GetCallerIdentity", "tag:GetResources"]
        Resource = "*"
      },
      {
        # People come by single sign-on; a key that never ends is made by nobody in a pipeline.
        Sid    = "NoLongLivedKeys"
        Effect = "Deny"
        Action = [
          "iam:CreateAccessKey",
          "iam:CreateLoginProfile",
          "iam:CreateServiceSpecificCredential",
          "iam:UpdateAccessKey",
          "iam:UpdateLoginProfile",
          "iam:UploadSSHPublicKey",
        ]
        Resource = "*"
      },
      {
        Sid    = "NoChangeOfOneself"
        Effect = "Deny"
        NotAction = [
          "iam:Get*",
          "iam:List*",
          "sts:AssumeRole",
          "sts:AssumeRoleWithWebIdentity",
        ]
        Resource = [
          aws_iam_openid_connect_provider.github.arn,
          "${local.role_arn_prefix}${var.name}-apply",
          "${local.role_arn_prefix}${var.name}-plan",
        ]
      },
    ]
  })
}
