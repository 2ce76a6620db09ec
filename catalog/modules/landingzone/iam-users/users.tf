resource "aws_iam_user" "this" {
  for_each = var.users

  #checkov:skip=CKV_AWS_273: Users are the choice of companies without single sign-on; landingzone/identity is the default.
  #checkov:skip=CKV2_AWS_22: See CKV_AWS_273; a user without a PGP key gets no password.
  name = each.key
  tags = merge(var.tags, each.value.tags)

  # A user has made second factors and keys that nothing here knows of; whoever leaves must not stay because of them.
  force_destroy = true
}

resource "aws_iam_user_group_membership" "this" {
  for_each = var.users

  user   = aws_iam_user.this[each.key].name
  groups = [for group in each.value.groups : aws_iam_group.this[group].name]
}

resource "aws_iam_user_login_profile" "this" {
  for_each = { for name, user in var.users : name => user if user.pgp_key != null }

  user                    = aws_iam_user.this[each.key].name
  pgp_key                 = each.value.pgp_key
  password_length         = 24
  password_reset_required = true

  lifecycle {
    # They matter for the first password only.
    ignore_changes = [password_length, password_reset_required, pgp_key]
  }
}
