locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  host       = "token.actions.githubusercontent.com"

  role_arn_prefix = "${local.arn_prefix}:iam::${data.aws_caller_identity.current.account_id}:role/"

  # What GitHub signs as the subject of a job.
  plan_subjects = flatten([
    for repository in var.repositories : ["repo:${repository}:pull_request", "repo:${repository}:ref:refs/heads/*"]
  ])
  apply_subjects = [
    for repository in var.repositories : (
      var.apply.environment == null
      ? "repo:${repository}:ref:refs/heads/${var.apply.branch}"
      : "repo:${repository}:environment:${var.apply.environment}"
    )
  ]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://${local.host}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = var.tags
}
