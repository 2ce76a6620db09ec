# The company has one instance of IAM Identity Center. No API makes it: it is enabled once, in the console of the
# management account.

data "aws_partition" "current" {}

data "aws_ssoadmin_instances" "this" {}

locals {
  instance_arn      = one(data.aws_ssoadmin_instances.this.arns)
  identity_store_id = one(data.aws_ssoadmin_instances.this.identity_store_ids)

  _policies = merge([
    for name, permission_set in var.permission_sets : {
      for policy in permission_set.policies :
      "${name}/${basename(policy)}" => { permission_set = name, policy = policy }
    }
  ]...)
  _customer_policies = merge([
    for name, permission_set in var.permission_sets : {
      for policy in permission_set.customer_policies :
      "${name}/${policy}" => { permission_set = name, policy = policy }
    }
  ]...)
}

resource "aws_ssoadmin_permission_set" "this" {
  for_each = var.permission_sets

  instance_arn     = local.instance_arn
  name             = each.key
  description      = each.value.description
  session_duration = "PT${each.value.session_hours}H"
  relay_state      = each.value.relay_state
  tags             = var.tags
}

resource "aws_ssoadmin_managed_policy_attachment" "this" {
  for_each = local._policies

  #checkov:skip=CKV_AWS_274: full-access exists to be the one permission set that may do everything.
  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.permission_set].arn
  managed_policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value.policy}"
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "this" {
  for_each = local._customer_policies

  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.permission_set].arn

  customer_managed_policy_reference {
    name = each.value.policy
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "this" {
  for_each = { for name, permission_set in var.permission_sets : name => permission_set.inline_policy if permission_set.inline_policy != null }

  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.key].arn
  inline_policy      = each.value
}
