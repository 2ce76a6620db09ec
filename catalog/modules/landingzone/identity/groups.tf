# Who is in the company: from the company's own directory (external_groups), or kept here (groups, users).

locals {
  _memberships = merge([
    for group_name, group in var.groups : {
      for user in group.members : "${group_name}/${user}" => { group = group_name, user = user }
    }
  ]...)

  group_ids = merge(
    { for name, group in aws_identitystore_group.this : name => group.group_id },
    { for name, group in data.aws_identitystore_group.external : name => group.group_id },
  )
}

resource "aws_identitystore_group" "this" {
  for_each = var.groups

  identity_store_id = local.identity_store_id
  display_name      = each.key
  description       = each.value.description
}

resource "aws_identitystore_user" "this" {
  for_each = var.users

  identity_store_id = local.identity_store_id
  user_name         = each.key
  display_name      = "${each.value.given_name} ${each.value.family_name}"

  name {
    given_name  = each.value.given_name
    family_name = each.value.family_name
  }

  emails {
    value   = each.value.email
    primary = true
  }
}

resource "aws_identitystore_group_membership" "this" {
  for_each = local._memberships

  identity_store_id = local.identity_store_id
  group_id          = aws_identitystore_group.this[each.value.group].group_id
  member_id         = aws_identitystore_user.this[each.value.user].user_id
}

data "aws_identitystore_group" "external" {
  for_each = var.external_groups

  identity_store_id = local.identity_store_id

  alternate_identifier {
    unique_attribute {
      attribute_path  = "DisplayName"
      attribute_value = each.key
    }
  }
}
