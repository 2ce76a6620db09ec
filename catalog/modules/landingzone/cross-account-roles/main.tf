locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"

  # Kind of role => what it is called, what it is for, and the AWS policies that say what it may. People know these
  # names; auto-deploy is for machines, and so for none that could show a second factor.
  _kinds = {
    auto-deploy = { name = "allow-auto-deploy-from-other-accounts", purpose = "Deploys", policies = [] }
    billing     = { name = "allow-billing-access-from-other-accounts", purpose = "Sees and pays bills", policies = ["job-function/Billing"] }
    dev         = { name = "allow-dev-access-from-other-accounts", purpose = "Develops", policies = ["PowerUserAccess"] }
    full-access = { name = "allow-full-access-from-other-accounts", purpose = "Does everything", policies = ["AdministratorAccess"] }
    iam-admin   = { name = "allow-iam-admin-access-from-other-accounts", purpose = "Manages IAM", policies = ["IAMFullAccess"] }
    logs        = { name = "allow-logs-access-from-other-accounts", purpose = "Reads logs", policies = ["AWSCloudTrail_ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess"] }
    read-only   = { name = "allow-read-only-access-from-other-accounts", purpose = "Reads", policies = ["ReadOnlyAccess"] }
    support     = { name = "allow-support-access-from-other-accounts", purpose = "Talks to AWS Support", policies = ["AWSSupportAccess"] }
  }

  roles = {
    for kind, role in var.roles : kind => {
      name          = local._kinds[kind].name
      description   = "${local._kinds[kind].purpose}, for who comes from another account."
      session_hours = role.session_hours
      services      = role.services
      # What a policy is called => its ARN. Services in place of policies mean none of the usual ones.
      policies = role.policies != null ? role.policies : {
        for policy in length(role.services) > 0 ? [] : local._kinds[kind].policies :
        basename(policy) => "${local._arn_prefix}:iam::aws:policy/${policy}"
      }
      principals = [
        for principal in role.trusted :
        can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
      ]
      conditions = merge(
        coalesce(role.mfa, kind != "auto-deploy") ? { Bool = { "aws:MultiFactorAuthPresent" = "true" } } : {},
        role.external_id == null ? {} : { StringEquals = { "sts:ExternalId" = role.external_id } },
      )
    }
  }

  _policies = merge([
    for kind, role in local.roles : {
      for name, arn in role.policies : "${kind}/${name}" => { kind = kind, arn = arn }
    }
  ]...)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name                 = each.value.name
  description          = each.value.description
  max_session_duration = each.value.session_hours * 3600
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [merge(
      {
        Effect    = "Allow"
        Principal = { AWS = each.value.principals }
        Action    = "sts:AssumeRole"
      },
      length(each.value.conditions) == 0 ? {} : { Condition = each.value.conditions },
    )]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local._policies

  #checkov:skip=CKV_AWS_274: full-access exists to be the one role that may do everything.
  role       = aws_iam_role.this[each.value.kind].name
  policy_arn = each.value.arn
}

resource "aws_iam_role_policy" "services" {
  for_each = { for kind, role in local.roles : kind => role if length(role.services) > 0 }

  #checkov:skip=CKV_AWS_286: Which services a role manages is the caller's choice; what will be in them is not known beforehand.
  #checkov:skip=CKV_AWS_287: See CKV_AWS_286.
  #checkov:skip=CKV_AWS_288: See CKV_AWS_286.
  #checkov:skip=CKV_AWS_289: See CKV_AWS_286.
  #checkov:skip=CKV_AWS_290: See CKV_AWS_286.
  #checkov:skip=CKV_AWS_355: See CKV_AWS_286.
  name = "services"
  role = aws_iam_role.this[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = [for service in each.value.services : "${service}:*"]
      Resource = "*"
    }]
  })
}
