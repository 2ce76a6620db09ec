resource "aws_organizations_account" "this" {
  for_each = var.accounts

  name  = each.key
  email = each.value.email
  parent_id = (
    each.value.organizational_unit == null
    ? aws_organizations_organization.this.roots[0].id
    : local.organizational_unit_ids[each.value.organizational_unit]
  )
  role_name                  = var.access_role_name
  iam_user_access_to_billing = "ALLOW"
  close_on_deletion          = each.value.close_on_deletion
  tags                       = merge(var.tags, each.value.tags)

  lifecycle {
    # AWS takes these two when it creates the account and never shows them again: what an imported account was created
    # with is unknown, and changing them would mean another account.
    ignore_changes = [iam_user_access_to_billing, role_name]
  }
}
