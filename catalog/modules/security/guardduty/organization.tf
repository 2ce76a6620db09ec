# Three steps, of two accounts in turn. The detector of the administrator comes first: once the management account has named
# an administrator, GuardDuty makes that detector by itself, and then nobody can make it here.

resource "aws_guardduty_detector" "management" {
  count    = var.organization ? 1 : 0
  provider = aws.management

  #checkov:skip=CKV2_AWS_3: This one is a member like all others, which GuardDuty does not make by itself.
  enable                       = true
  finding_publishing_frequency = var.finding_publishing_frequency
  tags                         = var.tags
}

resource "aws_guardduty_organization_admin_account" "this" {
  count    = var.organization ? 1 : 0
  provider = aws.management

  admin_account_id = data.aws_caller_identity.current.account_id

  depends_on = [aws_guardduty_detector.management, aws_guardduty_detector.this]
}

resource "aws_guardduty_organization_configuration" "this" {
  count = var.organization ? 1 : 0

  detector_id                      = aws_guardduty_detector.this.id
  auto_enable_organization_members = "ALL"

  depends_on = [aws_guardduty_organization_admin_account.this]
}

resource "aws_guardduty_organization_configuration_feature" "this" {
  for_each = var.organization ? local.features : {}

  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  auto_enable = "ALL"

  dynamic "additional_configuration" {
    for_each = each.value ? local.agents : []

    content {
      name        = additional_configuration.value
      auto_enable = "ALL"
    }
  }

  depends_on = [aws_guardduty_organization_configuration.this]
}
