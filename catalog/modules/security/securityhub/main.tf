locals {
  # A standard of CIS or AWS is of a region, and the same in all that are linked.
  standard_arns = {
    for standard in var.standards :
    standard => "arn:${data.aws_partition.current.partition}:securityhub:${data.aws_region.current.id}::standards/${standard}"
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_securityhub_account" "this" {
  # Standards are chosen below; one check gives one finding, however many standards it is in.
  enable_default_standards  = false
  control_finding_generator = "SECURITY_CONTROL"
  auto_enable_controls      = true
}

# In an organization the policy says which standards there are (organization.tf).
resource "aws_securityhub_standards_subscription" "this" {
  for_each = var.organization == null ? local.standard_arns : {}

  standards_arn = each.value

  depends_on = [aws_securityhub_account.this]
}

resource "aws_securityhub_finding_aggregator" "this" {
  linking_mode      = length(var.linked_regions) == 0 ? "NO_REGIONS" : "SPECIFIED_REGIONS"
  specified_regions = length(var.linked_regions) == 0 ? null : var.linked_regions

  # Nobody but the administrator aggregates for the organization.
  depends_on = [aws_securityhub_account.this, aws_securityhub_organization_admin_account.this]
}
