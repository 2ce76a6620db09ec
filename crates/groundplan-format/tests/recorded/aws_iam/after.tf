data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "app" {
  name                 = "app"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 7200
}
resource "aws_iam_policy" "app" {
  name = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Read", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::a", "arn:aws:s3:::a/*"] },
      { Sid = "Keys", Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.other.arn },
    ]
  })
}
resource "aws_iam_policy" "known" {
  name = "known"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::a", "arn:aws:s3:::a/*"] }]
  })
}
resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.known.arn
}
resource "aws_kms_key" "main" {
  deletion_window_in_days = 14
  enable_key_rotation     = true
}
resource "aws_kms_key" "other" {}
data "aws_iam_policy_document" "late" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.other.arn]
  }
}
resource "aws_iam_role_policy" "late" {
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.late.json
}
