locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id

  # Group => the AWS policies that say what its users may in this account. What the others may is in policies.tf.
  _usual_policies = {
    billing                = ["job-function/Billing"]
    developers             = ["PowerUserAccess"]
    full-access            = ["AdministratorAccess"]
    iam-admin              = ["IAMFullAccess"]
    iam-user-self-mgmt     = []
    logs                   = ["AWSCloudTrail_ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess"]
    read-only              = ["ReadOnlyAccess"]
    support                = ["AWSSupportAccess"]
    use-existing-iam-roles = []
  }

  # Group => account => kind => ARN of the role that its users may take there.
  account_groups = merge([
    for account, roles in var.account_roles : {
      for kind, arn in roles : "_account.${account}-${kind}" => arn
    }
  ]...)

  all_groups = setunion(
    var.groups,
    keys(local.account_groups),
    length(var.account_roles) == 0 ? [] : ["_all-accounts"],
  )

  _attachments = merge([
    for group in var.groups : {
      for policy in local._usual_policies[group] : "${group}/${basename(policy)}" => { group = group, policy = policy }
    }
  ]...)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_group" "this" {
  for_each = local.all_groups

  name = each.key
}

resource "aws_iam_group_policy_attachment" "this" {
  for_each = local._attachments

  #checkov:skip=CKV_AWS_274: full-access exists to be the one group that may do everything.
  group      = aws_iam_group.this[each.value.group].name
  policy_arn = "${local.arn_prefix}:iam::aws:policy/${each.value.policy}"
}

# Without a second factor nobody can do anything but get one.
resource "aws_iam_group_policy_attachment" "mfa" {
  for_each = local.all_groups

  group      = aws_iam_group.this[each.key].name
  policy_arn = aws_iam_policy.mfa.arn
}
