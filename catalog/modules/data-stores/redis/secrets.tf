# A password is made while it is written into its secret, and the user gets it from there. Whoever changes the secret, by hand or
# with a rotation function of ElastiCache, changes the user with the next run, or has done so already.

ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.password_users

  password_length     = 64
  exclude_punctuation = true # so that it fits into URLs
}

resource "aws_secretsmanager_secret" "this" {
  for_each = local.password_users

  #checkov:skip=CKV2_AWS_57: Rotation needs a function that reaches the cache: it belongs to whoever has the clients in hand.
  name                    = "redis/${var.name}/${each.key}"
  description             = "Name and password of the user ${each.key} of the cache ${var.name}."
  kms_key_id              = local.kms_key_arn
  recovery_window_in_days = var.secret_recovery_days
  tags                    = var.tags
}

resource "aws_secretsmanager_secret_version" "this" {
  for_each = local.password_users

  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo_version = each.value.password_version
  secret_string_wo = jsonencode({
    username = local.user_names[each.key]
    password = ephemeral.aws_secretsmanager_random_password.this[each.key].random_password
    user_arn = "${local._arn_prefix}:elasticache:${local._region}:${local._account_id}:user:${local.user_names[each.key]}"
  })
}

# The wait makes sure that a password that is about to change is read after it has changed.
data "aws_secretsmanager_secret_version" "this" {
  for_each = local.password_users

  secret_id = aws_secretsmanager_secret.this[each.key].id

  depends_on = [aws_secretsmanager_secret_version.this]
}
