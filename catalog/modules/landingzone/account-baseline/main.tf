data "aws_caller_identity" "current" {}

# CIS wants 14 characters and no use of the last 24 passwords again; AWS asks for the rest.
resource "aws_iam_account_password_policy" "this" {
  #checkov:skip=CKV_AWS_9: It is 90 days unless something else is chosen; checkov does not see defaults within an object.
  minimum_password_length        = var.password_policy.minimum_length
  max_password_age               = var.password_policy.max_age_days
  password_reuse_prevention      = 24
  require_lowercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  require_uppercase_characters   = true
  allow_users_to_change_password = true
  hard_expiry                    = false
}

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_iam_account_alias" "this" {
  count = var.account_alias == null ? 0 : 1

  account_alias = var.account_alias
}

# With these roles services work in the account. AWS makes them when a service is first used in the console; here they are
# needed before.
resource "aws_iam_service_linked_role" "this" {
  for_each = var.service_linked_roles

  aws_service_name = each.key
  tags             = var.tags
}
