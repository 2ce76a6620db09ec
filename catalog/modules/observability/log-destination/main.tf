locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  # Composed, so that a plan shows the policies of what is not there yet.
  destination_arn = "${local._arn_prefix}:logs:${local._region}:${local._account_id}:destination:${var.name}"
  stream_arn      = "${local._arn_prefix}:firehose:${local._region}:${local._account_id}:deliverystream/${var.name}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_destination" "this" {
  name       = var.name
  role_arn   = aws_iam_role.destination.arn
  target_arn = aws_kinesis_firehose_delivery_stream.this.arn
  tags       = var.tags

  # AWS sends a message through it at once.
  depends_on = [aws_iam_role_policy.destination]
}

resource "aws_cloudwatch_log_destination_policy" "this" {
  destination_name = aws_cloudwatch_log_destination.this.name

  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountsSubscribe"
      Effect    = "Allow"
      Principal = { AWS = sort(var.access.write) }
      Action    = "logs:PutSubscriptionFilter"
      Resource  = local.destination_arn
    }]
  })
}

resource "aws_iam_role" "destination" {
  # IAM is global: the region keeps apart equally named destinations of two regions.
  name        = "${var.name}-log-destination-${local._region}"
  description = "Hands on what the accounts send to the destination ${var.name} in ${local._region}."
  tags        = var.tags

  # CloudWatch Logs says for which account it sends: for this one when it tries the destination, later for the others.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringLike = {
          "aws:SourceArn" = [
            for account in sort(setunion([local._account_id], var.access.write)) :
            "${local._arn_prefix}:logs:${local._region}:${account}:*"
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "destination" {
  name = "put-records"
  role = aws_iam_role.destination.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
      Resource = local.stream_arn
    }]
  })
}
