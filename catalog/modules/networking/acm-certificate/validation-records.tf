locals {
  # A name and its wildcard are proved by the same record.
  _base_names = toset([for name in local.domain_names : trimprefix(name, "*.")])

  validation_records = {
    for base_name in local._base_names : base_name => one([
      for option in aws_acm_certificate.this.domain_validation_options : {
        name  = option.resource_record_name
        type  = option.resource_record_type
        value = option.resource_record_value
      } if option.domain_name == (contains(local.domain_names, base_name) ? base_name : "*.${base_name}")
    ])
  }
}

resource "aws_route53_record" "validation" {
  for_each = toset([for base_name in local._base_names : base_name if var.zone != null])

  zone_id = var.zone.id
  name    = local.validation_records[each.key].name
  type    = local.validation_records[each.key].type
  records = [local.validation_records[each.key].value]
  ttl     = 300

  # All certificates of an account for a name, in whatever region, are proved by the same record.
  allow_overwrite = true
}
