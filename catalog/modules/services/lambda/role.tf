resource "aws_iam_role" "this" {
  # IAM is global: the region keeps apart equally named functions of two regions.
  name        = "${var.name}-lambda-${local._region}"
  description = "What the function ${var.name} in ${local._region} may do."
  tags        = var.tags

  # The conditions keep Lambda from taking the role for any other function.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local._account_id }
        ArnLike      = { "aws:SourceArn" = [local.function_arn, "${local.function_arn}:*"] }
      }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  #checkov:skip=CKV_AWS_290: X-Ray has no resources that a policy could name.
  #checkov:skip=CKV_AWS_355: The same.
  name = "function"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "Log"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = "${local.log_group_arn}:*"
        },
        {
          Sid      = "Trace"
          Effect   = "Allow"
          Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
          Resource = "*"
        },
        {
          Sid      = "KeepFailedEvents"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = local.failed_events_arn
        },
        {
          Sid      = "UseKey"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = local.kms_key_arn
        },
      ],
      [
        for name, source in var.event_sources : {
          Sid      = "Read${replace(title(name), "-", "")}"
          Effect   = "Allow"
          Action   = local.source_actions[source.service]
          Resource = source.arn
        }
      ],
      [
        for name, permission in var.permissions : merge(
          {
            Sid      = replace(title(name), "-", "")
            Effect   = "Allow"
            Action   = permission.actions
            Resource = permission.resources
          },
          { for member, conditions in { Condition = permission.conditions } : member => conditions if length(conditions) > 0 },
        )
      ],
    )
  })
}
