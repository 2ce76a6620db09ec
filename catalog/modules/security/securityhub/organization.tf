# Several steps, of two accounts in turn. Security Hub is enabled in both before the management account names the
# administrator: naming one enables it there by itself, and then nobody can enable it here. From the policy on, the
# accounts cannot change Security Hub themselves, the administrator's neither.

resource "aws_securityhub_account" "management" {
  count    = var.organization == null ? 0 : 1
  provider = aws.management

  enable_default_standards  = false
  control_finding_generator = "SECURITY_CONTROL"
  auto_enable_controls      = true
}

resource "aws_securityhub_organization_admin_account" "this" {
  count    = var.organization == null ? 0 : 1
  provider = aws.management

  admin_account_id = data.aws_caller_identity.current.account_id

  depends_on = [aws_securityhub_account.management, aws_securityhub_account.this]
}

resource "aws_securityhub_organization_configuration" "this" {
  count = var.organization == null ? 0 : 1

  # The policy enables accounts, this old way must be off.
  auto_enable           = false
  auto_enable_standards = "NONE"

  organization_configuration {
    configuration_type = "CENTRAL"
  }

  depends_on = [aws_securityhub_finding_aggregator.this]
}

resource "aws_securityhub_configuration_policy" "this" {
  count = var.organization == null ? 0 : 1

  name        = "organization"
  description = "What every account of the organization is checked for."

  configuration_policy {
    service_enabled       = true
    enabled_standard_arns = values(local.standard_arns)

    security_controls_configuration {
      disabled_control_identifiers = keys(var.disabled_controls)
    }
  }

  depends_on = [aws_securityhub_organization_configuration.this]
}

resource "aws_securityhub_configuration_policy_association" "this" {
  count = var.organization == null ? 0 : 1

  target_id = var.organization.root_id
  policy_id = aws_securityhub_configuration_policy.this[0].id
}
