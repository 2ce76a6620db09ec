resource "aws_sns_topic" "t" { name = "n" }
resource "aws_iam_role" "t" {
  assume_role_policy = data.aws_iam_policy_document.d.json
  inline_policy {
    name   = "x"
    policy = data.aws_iam_policy_document.d.json
  }
}
data "aws_iam_policy_document" "d" {}
