# Service control policies: what nobody does in a member account, whatever its IAM allows. They bind no one in the management
# account, and neither the role that administers the accounts from there nor the exempt ones, except for what needs no exception.

locals {
  # Four at most, as AWS attaches five to a target and one of them allows what the others do not deny. Each has 5,120 characters.
  _guard_rails = merge(
    {
      accounts = {
        description = "No account leaves the organization, and none is used as its root user."
        statements  = local._accounts_statements
      }
      audit = {
        description = "Nobody blinds those who watch: CloudTrail, Config, GuardDuty, Security Hub, IAM Access Analyzer."
        statements  = [for statement in local._audit_statements : merge(statement, { Condition = local._unless_exempt })]
      }
      data = {
        description = "Nothing becomes public, and no disk, database or instance is made less secure than the baseline."
        statements  = concat(local._data_statements, [for statement in local._public_statements : merge(statement, { Condition = local._unless_exempt })])
      }
    },
    {
      for name, regions in { regions = var.guard_rails.allowed_regions } : name => {
        description                  = "Nothing happens outside of: ${join(", ", regions)}."
        statements                   = local._region_statements
      } if regions != null
    },
  )

  guard_rails = { for name, rail in local._guard_rails : name => rail if var.guard_rails != null }

  _exempt_role_arns = [
    for name in setunion([var.access_role_name], try(var.guard_rails.exempt_roles, [])) : "arn:*:iam::*:role/${name}"
  ]
  _unless_exempt = { ArnNotLike = { "aws:PrincipalArn" = local._exempt_role_arns } }

  _accounts_statements = [
    {
      Sid      = "StayInTheOrganization"
      Effect   = "Deny"
      Action   = ["account:CloseAccount", "organizations:LeaveOrganization"]
      Resource = "*"
    },
    {
      # Not those who come as root for one task, sent by the management account (central root access).
      Sid      = "NoRootUser"
      Effect   = "Deny"
      Action   = "*"
      Resource = "*"
      Condition = {
        ArnLike = { "aws:PrincipalArn" = "arn:*:iam::*:root" }
        Null    = { "aws:AssumedRoot" = "true" }
      }
    },
    {
      Sid    = "TheAdministeringRoleStays"
      Effect = "Deny"
      Action = [
        "iam:AttachRolePolicy", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ]
      Resource  = "arn:*:iam::*:role/${var.access_role_name}"
      Condition = local._unless_exempt
    },
  ]

  _audit_statements = [
    {
      Sid    = "CloudTrail"
      Effect = "Deny"
      Action = [
        "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:PutInsightSelectors", "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ]
      Resource = "*"
    },
    {
      Sid    = "Config"
      Effect = "Deny"
      Action = [
        "config:DeleteAggregationAuthorization", "config:DeleteConfigRule", "config:DeleteConfigurationAggregator",
        "config:DeleteConfigurationRecorder", "config:DeleteDeliveryChannel", "config:DeleteRetentionConfiguration",
        "config:PutConfigurationRecorder", "config:PutDeliveryChannel", "config:StopConfigurationRecorder",
      ]
      Resource = "*"
    },
    {
      Sid    = "GuardDuty"
      Effect = "Deny"
      Action = [
        "guardduty:CreateFilter", "guardduty:CreateIPSet", "guardduty:DeleteDetector", "guardduty:DeleteMembers",
        "guardduty:DeletePublishingDestination", "guardduty:DisassociateFromAdministratorAccount",
        "guardduty:DisassociateFromMasterAccount", "guardduty:DisassociateMembers", "guardduty:StopMonitoringMembers",
        "guardduty:UpdateDetector", "guardduty:UpdateFilter", "guardduty:UpdateIPSet", "guardduty:UpdateMemberDetectors",
      ]
      Resource = "*"
    },
    {
      Sid    = "SecurityHub"
      Effect = "Deny"
      Action = [
        "securityhub:BatchDisableStandards", "securityhub:DeleteMembers", "securityhub:DisableSecurityHub",
        "securityhub:DisassociateFromAdministratorAccount", "securityhub:DisassociateMembers", "securityhub:UpdateStandardsControl",
      ]
      Resource = "*"
    },
    {
      Sid      = "AccessAnalyzer"
      Effect   = "Deny"
      Action   = ["access-analyzer:CreateArchiveRule", "access-analyzer:DeleteAnalyzer", "access-analyzer:UpdateArchiveRule"]
      Resource = "*"
    },
  ]

  _public_statements = [
    {
      Sid      = "BucketsStayPrivate"
      Effect   = "Deny"
      Action   = "s3:PutAccountPublicAccessBlock"
      Resource = "*"
    },
    {
      Sid    = "RegionsStayAsTheyAre"
      Effect = "Deny"
      Action = [
        "ec2:DisableEbsEncryptionByDefault", "ec2:DisableImageBlockPublicAccess", "ec2:DisableSnapshotBlockPublicAccess",
        "ec2:EnableSerialConsoleAccess", "ec2:ModifyInstanceMetadataDefaults", "ec2:ModifyVpcBlockPublicAccessOptions",
      ]
      Resource = "*"
    },
  ]

  _data_statements = [
    {
      Sid       = "InstancesAskForSessions"
      Effect    = "Deny"
      Action    = "ec2:RunInstances"
      Resource  = "arn:*:ec2:*:*:instance/*"
      Condition = { StringNotEquals = { "ec2:MetadataHttpTokens" = "required" } }
    },
    {
      Sid       = "InstancesGoOnAskingForSessions"
      Effect    = "Deny"
      Action    = "ec2:ModifyInstanceMetadataOptions"
      Resource  = "*"
      Condition = { StringNotEquals = { "ec2:Attribute/HttpTokens" = "required" } }
    },
    {
      Sid       = "CredentialsWithoutSessionAreWorthNothing"
      Effect    = "Deny"
      Action    = "*"
      Resource  = "*"
      Condition = { NumericLessThan = { "ec2:RoleDelivery" = "2.0" } }
    },
    {
      Sid       = "DisksAreEncrypted"
      Effect    = "Deny"
      Action    = ["ec2:CreateVolume", "ec2:RunInstances"]
      Resource  = "arn:*:ec2:*:*:volume/*"
      Condition = { Bool = { "ec2:Encrypted" = "false" } }
    },
    {
      Sid       = "FileSystemsAreEncrypted"
      Effect    = "Deny"
      Action    = "elasticfilesystem:CreateFileSystem"
      Resource  = "*"
      Condition = { Bool = { "elasticfilesystem:Encrypted" = "false" } }
    },
    {
      Sid       = "DatabasesAreEncrypted"
      Effect    = "Deny"
      Action    = ["rds:CreateDBCluster", "rds:CreateDBInstance", "rds:RestoreDBClusterFromS3", "rds:RestoreDBInstanceFromS3"]
      Resource  = "*"
      Condition = { Bool = { "rds:StorageEncrypted" = "false" } }
    },
  ]

  # Services without regions answer in us-east-1 or us-west-2. They, and what is asked of all regions, are let through.
  _region_statements = [{
    Sid    = "OnlyAllowedRegions"
    Effect = "Deny"
    NotAction = [
      "account:*", "acm:Describe*", "acm:Get*", "acm:List*", "aws-marketplace:*", "aws-portal:*", "billing:*", "budgets:*",
      "ce:*", "chatbot:*", "cloudfront:*", "consoleapp:*", "consolidatedbilling:*", "cur:*", "directconnect:*",
      "ec2:DescribeRegions", "ec2:DescribeTransitGateways", "ec2:DescribeVpnGateways", "freetier:*", "globalaccelerator:*",
      "health:*", "iam:*", "invoicing:*", "kms:*", "networkmanager:*", "notifications:*", "organizations:*", "payments:*",
      "pricing:*", "q:*", "resource-explorer-2:*", "route53:*", "route53-recovery-control-config:*",
      "route53-recovery-readiness:*", "route53domains:*", "s3:GetAccountPublicAccessBlock", "s3:GetBucketLocation",
      "s3:ListAllMyBuckets", "s3:PutAccountPublicAccessBlock", "savingsplans:*", "shield:*", "sso:*", "sts:*", "support:*",
      "supportplans:*", "sustainability:*", "tag:GetResources", "tax:*", "trustedadvisor:*", "waf:*", "wafv2:*",
      "wellarchitected:*",
    ]
    Resource = "*"
    Condition = merge(local._unless_exempt, {
      StringNotEquals = { "aws:RequestedRegion" = try(var.guard_rails.allowed_regions, null) }
    })
  }]
}

resource "aws_organizations_policy" "guard_rails" {
  for_each = local.guard_rails

  name        = "guard-rails-${each.key}"
  description = each.value.description
  type        = "SERVICE_CONTROL_POLICY"
  content     = jsonencode({ Version = "2012-10-17", Statement = each.value.statements })
  tags        = var.tags

  # Policies of a type can be made once the organization has it.
  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy_attachment" "guard_rails" {
  for_each = local.guard_rails

  policy_id = aws_organizations_policy.guard_rails[each.key].id
  target_id = aws_organizations_organization.this.roots[0].id
}

# An account that nobody is to use any more is moved to a unit of this name: nothing can be done there.
resource "aws_organizations_policy" "suspended" {
  count = contains(local.paths, "suspended") ? 1 : 0

  name        = "suspended"
  description = "Nothing can be done in the accounts of this organizational unit."
  type        = "SERVICE_CONTROL_POLICY"
  tags        = var.tags

  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Nothing"
      Effect    = "Deny"
      Action    = "*"
      Resource  = "*"
      Condition = local._unless_exempt
    }]
  })

  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy_attachment" "suspended" {
  count = contains(local.paths, "suspended") ? 1 : 0

  policy_id = aws_organizations_policy.suspended[0].id
  target_id = local.organizational_unit_ids["suspended"]
}
