locals {
  _public_records = merge(flatten([
    for zone_name, zone in var.public_zones : [
      {
        for record_name, record in zone.records : "${zone_name}/${record_name}" => {
          zone   = zone_name
          name   = record.name == "" ? zone_name : "${record.name}.${zone_name}"
          type   = record.type
          ttl    = record.ttl
          values = record.values
        }
      },
      {
        for authorities in [zone.certificate_authorities] : "${zone_name}/caa" => {
          zone   = zone_name
          name   = zone_name
          type   = "CAA"
          ttl    = 3600
          values = [for authority in sort(authorities) : "0 issue \"${authority}\""]
        } if length(authorities) > 0
      },
      # Resolvers keep these for days anyway, by what the registries of top-level domains say.
      {
        for domain, name_servers in zone.delegations : "${zone_name}/delegation/${domain}" => {
          zone   = zone_name
          name   = domain
          type   = "NS"
          ttl    = 3600
          values = name_servers
        }
      },
      {
        for domain, signer in zone.delegation_signers : "${zone_name}/delegation-signer/${domain}" => {
          zone   = zone_name
          name   = domain
          type   = "DS"
          ttl    = 3600
          values = [signer]
        }
      },
    ]
  ])...)

  _private_records = merge([
    for zone_name, zone in var.private_zones : {
      for record_name, record in zone.records : "${zone_name}/${record_name}" => {
        zone   = zone_name
        name   = record.name == "" ? zone_name : "${record.name}.${zone_name}"
        type   = record.type
        ttl    = record.ttl
        values = record.values
      }
    }
  ]...)
}

resource "aws_route53_record" "public" {
  for_each = local._public_records

  zone_id = aws_route53_zone.public[each.value.zone].zone_id
  name    = each.value.name
  type    = each.value.type
  ttl     = each.value.ttl
  records = each.value.values
}

resource "aws_route53_record" "private" {
  for_each = local._private_records

  zone_id = local.private_zones[each.value.zone].zone_id
  name    = each.value.name
  type    = each.value.type
  ttl     = each.value.ttl
  records = each.value.values
}
