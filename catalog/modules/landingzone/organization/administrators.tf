# Which member accounts administer services, and policies, for all of them: the management account then has nothing to do every day.

locals {
  _delegations = merge([
    for account, services in var.delegated_administrators : {
      for service in services : "${account}/${service}" => { account = account, service = service }
    }
  ]...)
}

resource "aws_organizations_delegated_administrator" "this" {
  for_each = local._delegations

  account_id        = aws_organizations_account.this[each.value.account].id
  service_principal = each.value.service
}

resource "aws_organizations_resource_policy" "this" {
  count = var.policy_administrator == null ? 0 : 1

  tags = var.tags

  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AdministratorReads"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${aws_organizations_account.this[var.policy_administrator].id}:root" }
        Action    = ["organizations:Describe*", "organizations:List*"]
        Resource  = "*"
      },
      {
        # Not service control policies: whoever writes those can free accounts of them.
        Sid       = "AdministratorWritesPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${aws_organizations_account.this[var.policy_administrator].id}:root" }
        Action = [
          "organizations:AttachPolicy", "organizations:CreatePolicy", "organizations:DeletePolicy", "organizations:DetachPolicy",
          "organizations:UpdatePolicy",
        ]
        Resource = "*"
        Condition = {
          StringEquals = {
            "organizations:PolicyType" = ["AISERVICES_OPT_OUT_POLICY", "BACKUP_POLICY", "DECLARATIVE_POLICY_EC2", "TAG_POLICY"]
          }
        }
      },
    ]
  })
}

data "aws_partition" "current" {}

# The root users of member accounts need no passwords and keys then: what only root can do is done by a session that the
# management account asks for.
resource "aws_iam_organizations_features" "this" {
  count = var.central_root_access ? 1 : 0

  enabled_features = ["RootCredentialsManagement", "RootSessions"]

  depends_on = [aws_organizations_organization.this]
}
