# Planning reads states and holds their locks; applying writes them.

locals {
  _state_statements = {
    plan = [
      for bucket in var.states[*] : {
        Sid      = "Lock"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = "${bucket.bucket_arn}/*.tflock"
      }
    ]
    apply = [
      for bucket in var.states[*] : {
        Sid      = "Write"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = "${bucket.bucket_arn}/*"
      }
    ]
  }

  state_policies = {
    for purpose, statements in local._state_statements : purpose => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          for bucket in var.states[*] : {
            Sid      = "List"
            Effect   = "Allow"
            Action   = ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"]
            Resource = bucket.bucket_arn
          }
        ],
        [
          for bucket in var.states[*] : {
            Sid      = "Read"
            Effect   = "Allow"
            Action   = "s3:GetObject"
            Resource = "${bucket.bucket_arn}/*"
          }
        ],
        statements,
        [
          for bucket in var.states[*] : {
            Sid      = "Encrypt"
            Effect   = "Allow"
            Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource = bucket.kms_key_arn
          }
        ],
      )
    })
  }
}

resource "aws_iam_role_policy" "states" {
  for_each = var.states == null ? {} : local._state_statements

  name   = "states"
  role   = each.key == "plan" ? aws_iam_role.plan.id : aws_iam_role.apply.id
  policy = local.state_policies[each.key]
}
