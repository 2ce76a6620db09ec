locals {
  domain_names = distinct(concat([var.domain_name], sort(var.subject_alternative_names)))
}

resource "aws_acm_certificate" "this" {
  domain_name               = var.domain_name
  subject_alternative_names = [for name in local.domain_names : name if name != var.domain_name]
  validation_method         = "DNS"
  key_algorithm             = var.key_algorithm
  tags                      = merge(var.tags, { Name = var.domain_name })

  # Whoever shows the certificate gets the new one before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate_validation" "this" {
  count = var.wait_until_issued ? 1 : 0

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}
