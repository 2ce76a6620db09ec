resource "aws_kms_key" "this" {
  for_each = local.buckets

  description             = "Encrypts what is in ${each.value.name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = "${each.key}-${var.name}" })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "AccountDecidesByIam"
          Effect    = "Allow"
          Principal = { AWS = local.account_root_arn }
          Action    = "kms:*"
          Resource  = "*"
        },
        {
          Sid       = "ServiceEncrypts"
          Effect    = "Allow"
          Principal = { Service = each.value.service }
          Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
          Resource  = "*"
          Condition = local.source_conditions[each.key]
        },
        {
          # Asked when a trail or an export is set up, for no source yet.
          Sid       = "ServiceLooks"
          Effect    = "Allow"
          Principal = { Service = each.value.service }
          Action    = "kms:DescribeKey"
          Resource  = "*"
        },
      ],
      [
        for statement in [
          {
            Sid       = "OthersRead"
            Effect    = "Allow"
            Principal = { AWS = local.readers }
            Action    = ["kms:Decrypt", "kms:DescribeKey"]
            Resource  = "*"
          },
        ] : statement if length(statement.Principal.AWS) > 0
      ],
    )
  })
}

resource "aws_kms_alias" "this" {
  for_each = local.buckets

  name          = "alias/${each.key}-${var.name}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
