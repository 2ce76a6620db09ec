resource "aws_kms_key" "this" {
  for_each = var.keys

  #checkov:skip=CKV_AWS_7: KMS rotates every key that it can rotate: symmetric ones.
  description              = each.value.description
  customer_master_key_spec = each.value.spec
  key_usage                = each.value.usage
  deletion_window_in_days  = each.value.deletion_days
  enable_key_rotation      = each.value.spec == "SYMMETRIC_DEFAULT"
  rotation_period_in_days  = each.value.spec == "SYMMETRIC_DEFAULT" ? each.value.rotation_days : null
  multi_region             = each.value.multi_region
  policy                   = local.policies[each.key]
  tags                     = merge(var.tags, { Name = each.key })
}

resource "aws_kms_alias" "this" {
  for_each = var.keys

  name          = "alias/${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}

locals {
  _grants = merge([
    for name, key in var.keys : {
      for grant_name, grant in key.grants : "${name}/${grant_name}" => merge(grant, { key = name, name = grant_name })
    }
  ]...)
}

resource "aws_kms_grant" "this" {
  for_each = local._grants

  name              = each.value.name
  key_id            = aws_kms_key.this[each.value.key].key_id
  grantee_principal = each.value.grantee_principal
  operations        = each.value.operations
}
