locals {
  # Feature => whether GuardDuty may install and update its agents.
  features = { for feature in var.features : feature => feature == "RUNTIME_MONITORING" }
  agents   = ["EC2_AGENT_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EKS_ADDON_MANAGEMENT"]
}

data "aws_caller_identity" "current" {}

resource "aws_guardduty_detector" "this" {
  #checkov:skip=CKV2_AWS_3: The organization's members are enabled in organization.tf, when there is an organization.
  enable                       = true
  finding_publishing_frequency = var.finding_publishing_frequency
  tags                         = var.tags
}

resource "aws_guardduty_detector_feature" "this" {
  for_each = local.features

  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = "ENABLED"

  dynamic "additional_configuration" {
    for_each = each.value ? local.agents : []

    content {
      name   = additional_configuration.value
      status = "ENABLED"
    }
  }
}

resource "aws_guardduty_publishing_destination" "this" {
  count = var.findings_archive == null ? 0 : 1

  detector_id     = aws_guardduty_detector.this.id
  destination_arn = var.findings_archive.bucket_arn
  kms_key_arn     = var.findings_archive.kms_key_arn
}
