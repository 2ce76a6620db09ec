# What examples of public modules look for and do not make: applied once to the local AWS before they run.

variable "domain_name" {
  description = "Domain whose zone the examples look up (their own variable `domain_name`)."
  type        = string
  default     = "example.com"
}

resource "aws_route53_zone" "domains" {
  for_each = toset([var.domain_name, "terraform-aws-modules.modules.tf", "terraform-aws-modules.modules.tc", "testing.cloudposse.co"])

  name = each.key
}

resource "aws_organizations_organization" "company" {
  feature_set = "ALL"
}
