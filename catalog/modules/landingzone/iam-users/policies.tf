locals {
  _user_arn       = "${local.arn_prefix}:iam::${local.account_id}:user/$${aws:username}"
  _own_mfa_arn    = "${local.arn_prefix}:iam::${local.account_id}:mfa/*"
  _get_mfa_action = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice"]

  # What users may do about themselves.
  _self_actions = [
    "iam:ChangePassword",
    "iam:CreateAccessKey",
    "iam:DeactivateMFADevice",
    "iam:DeleteAccessKey",
    "iam:DeleteSSHPublicKey",
    "iam:GenerateServiceLastAccessedDetails",
    "iam:GetAccessKeyLastUsed",
    "iam:GetLoginProfile",
    "iam:GetSSHPublicKey",
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:ListGroupsForUser",
    "iam:ListSSHPublicKeys",
    "iam:TagUser",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "iam:UpdateSSHPublicKey",
    "iam:UploadSSHPublicKey",
  ]
}

resource "aws_iam_policy" "mfa" {
  name        = "mfa-or-nothing"
  description = "Without a second factor: nothing but getting one."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeePasswordRules"
        Effect   = "Allow"
        Action   = ["iam:GetAccountPasswordPolicy", "iam:ListUsers", "iam:ListVirtualMFADevices"]
        Resource = "*"
      },
      {
        Sid      = "GetSecondFactor"
        Effect   = "Allow"
        Action   = local._get_mfa_action
        Resource = [local._user_arn, local._own_mfa_arn]
      },
      {
        Sid      = "ChangePassword"
        Effect   = "Allow"
        Action   = ["iam:ChangePassword", "iam:GetLoginProfile", "iam:GetUser"]
        Resource = local._user_arn
      },
      {
        Sid    = "NothingElseWithoutSecondFactor"
        Effect = "Deny"
        NotAction = concat(local._get_mfa_action, [
          "iam:ChangePassword",
          "iam:GetAccountPasswordPolicy",
          "iam:GetLoginProfile",
          "iam:GetUser",
          "iam:ListUsers",
          "sts:GetSessionToken",
        ])
        Resource  = "*"
        Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
      },
    ]
  })
}

resource "aws_iam_group_policy" "iam_user_self_mgmt" {
  for_each = setintersection(var.groups, ["iam-user-self-mgmt"])

  #checkov:skip=CKV_AWS_287: Each user gets at keys of their own only.
  #checkov:skip=CKV_AWS_289: See CKV_AWS_287.
  name  = "oneself"
  group = aws_iam_group.this[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Oneself"
        Effect   = "Allow"
        Action   = local._self_actions
        Resource = local._user_arn
      },
      {
        Sid      = "OwnSecondFactor"
        Effect   = "Allow"
        Action   = ["iam:DeactivateMFADevice", "iam:DeleteVirtualMFADevice"]
        Resource = [local._user_arn, local._own_mfa_arn]
      },
      {
        Sid      = "FindOneself"
        Effect   = "Allow"
        Action   = ["iam:GetAccountSummary", "iam:ListAccountAliases", "iam:ListUsers"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_group_policy" "use_existing_iam_roles" {
  for_each = setintersection(var.groups, ["use-existing-iam-roles"])

  name  = "pass-roles"
  group = aws_iam_group.this[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["iam:GetInstanceProfile", "iam:GetRole", "iam:ListInstanceProfiles", "iam:ListRoles"]
        Resource = "*"
      },
      {
        # What may do everything is not passed on to machines.
        Effect      = "Allow"
        Action      = "iam:PassRole"
        NotResource = [for name in local.unpassable_roles : "${local.arn_prefix}:iam::${local.account_id}:role/${name}"]
      },
    ]
  })
}

locals {
  unpassable_roles = ["OrganizationAccountAccessRole", "allow-*", "break-glass", "github-*"]
}

resource "aws_iam_group_policy" "account" {
  for_each = local.account_groups

  name  = "take-role"
  group = aws_iam_group.this[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Resource  = each.value
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}

resource "aws_iam_group_policy" "all_accounts" {
  for_each = setintersection(local.all_groups, ["_all-accounts"])

  name  = "take-roles"
  group = aws_iam_group.this[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Resource  = values(local.account_groups)
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}
