# Everybody signs in as somebody.

locals {
  user_names     = { for key in keys(var.users) : key => "${var.name}-${key}" }
  password_users = { for key, user in var.users : key => user if user.authentication == "password" }
}

# Clients that do not say who they are come as the user "default", who may do nothing. Valkey has none, and lets nobody in who
# needs no password; Redis must have one, and takes AWS's otherwise, who may do everything.
resource "aws_elasticache_user" "default" {
  count = var.engine.name == "redis" ? 1 : 0

  user_id              = "${var.name}-default-off"
  user_name            = "default"
  engine               = var.engine.name
  access_string        = "off ~* -@all"
  no_password_required = true
  tags                 = var.tags
}

resource "aws_elasticache_user" "this" {
  for_each = var.users

  # IAM signs in only users whose id is their name.
  user_id       = local.user_names[each.key]
  user_name     = local.user_names[each.key]
  engine        = var.engine.name
  access_string = each.value.access_string
  tags          = var.tags

  authentication_mode {
    type      = each.value.authentication
    passwords = each.value.authentication == "password" ? [jsondecode(data.aws_secretsmanager_secret_version.this[each.key].secret_string).password] : null
  }
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = var.name
  engine        = var.engine.name
  user_ids      = concat(aws_elasticache_user.default[*].user_id, [for key in keys(var.users) : aws_elasticache_user.this[key].user_id])
  tags          = var.tags
}
