locals {
  _records = merge([
    for name in var.domain_names : { for type in ["A", "AAAA"] : "${name}/${type}" => { name = name, type = type } }
  ]...)
}

resource "aws_route53_record" "this" {
  for_each = { for key, record in local._records : key => record if var.records != null }

  zone_id = var.records.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
