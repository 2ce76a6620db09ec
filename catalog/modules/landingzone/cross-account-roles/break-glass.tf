# For the day on which nobody can sign in as usual. It trusts few, only just after they showed a second factor, and for an
# hour. That it was used is told by the alarm of landingzone/audit, which sees every region and account.

resource "aws_iam_role" "break_glass" {
  count = var.break_glass == null ? 0 : 1

  name                 = "break-glass"
  description          = "Does everything, when the usual ways in are broken. Its use raises an alarm."
  max_session_duration = 3600
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = [
          for principal in var.break_glass.trusted :
          can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
        ]
      }
      Action = "sts:AssumeRole"
      Condition = {
        Bool            = { "aws:MultiFactorAuthPresent" = "true" }
        NumericLessThan = { "aws:MultiFactorAuthAge" = "3600" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "break_glass" {
  count = var.break_glass == null ? 0 : 1

  #checkov:skip=CKV_AWS_274: In an emergency nobody knows beforehand what has to be done.
  role       = aws_iam_role.break_glass[0].name
  policy_arn = "${local._arn_prefix}:iam::aws:policy/AdministratorAccess"
}
