# A function in a VPC has network interfaces there, which Lambda makes with the function's role.

resource "aws_security_group" "this" {
  count = length(var.vpc[*])

  name        = "${var.name}-lambda"
  description = "Where the function ${var.name} connects to."
  vpc_id      = var.vpc.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-lambda" })
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = var.vpc == null ? {} : var.vpc.egress

  security_group_id            = aws_security_group.this[0].id
  description                  = each.key
  referenced_security_group_id = each.value.security_group_id
  cidr_ipv4                    = each.value.cidr_block
  prefix_list_id               = each.value.prefix_list_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = merge(var.tags, { Name = each.key })
}

resource "aws_iam_role_policy" "vpc" {
  count = length(var.vpc[*])

  #checkov:skip=CKV_AWS_289: Interfaces that are not there yet cannot be named; the second statement keeps the function's code from using the first.
  #checkov:skip=CKV_AWS_290: The same.
  #checkov:skip=CKV_AWS_355: The same.
  name = "vpc"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LambdaMakesInterfaces"
        Effect   = "Allow"
        Action   = local._vpc_actions
        Resource = "*"
      },
      {
        Sid       = "CodeDoesNot"
        Effect    = "Deny"
        Action    = local._vpc_actions
        Resource  = "*"
        Condition = { ArnEquals = { "lambda:SourceFunctionArn" = local.function_arn } }
      },
    ]
  })
}

locals {
  _vpc_actions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ]
}
