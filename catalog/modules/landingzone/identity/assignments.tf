locals {
  # GROUP/PERMISSION-SET/ACCOUNT => the three.
  _assignments = merge(flatten([
    for group, permission_sets in var.assignments : [
      for permission_set, accounts in permission_sets : {
        for account in(contains(accounts, "*") ? keys(var.account_ids) : tolist(accounts)) :
        "${group}/${permission_set}/${account}" => {
          group          = group
          permission_set = permission_set
          account        = account
        }
      }
    ]
  ])...)
}

resource "aws_ssoadmin_account_assignment" "this" {
  for_each = local._assignments

  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.this[each.value.permission_set].arn
  principal_type     = "GROUP"
  principal_id       = local.group_ids[each.value.group]
  target_type        = "AWS_ACCOUNT"
  target_id          = var.account_ids[each.value.account]

  # The role appears in the account with what is attached to the permission set by then.
  depends_on = [
    aws_ssoadmin_customer_managed_policy_attachment.this,
    aws_ssoadmin_managed_policy_attachment.this,
    aws_ssoadmin_permission_set_inline_policy.this,
  ]
}
