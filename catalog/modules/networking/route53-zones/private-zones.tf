locals {
  private_zones = merge(aws_route53_zone.private, aws_route53_zone.shared)

  authorized_vpcs = merge([
    for zone_name, zone in var.private_zones : {
      for vpc_name, vpc in zone.authorized_vpcs : "${zone_name}/${vpc_name}" => merge(vpc, { zone = zone_name })
    }
  ]...)
}

resource "aws_route53_zone" "private" {
  for_each = { for name, zone in var.private_zones : name => zone if !zone.shared }

  name          = each.key
  comment       = each.value.comment
  force_destroy = var.force_destroy
  tags          = merge(var.tags, { Name = each.key })

  dynamic "vpc" {
    for_each = each.value.vpc_ids

    content {
      vpc_id = vpc.value
    }
  }
}

# Which VPCs see a shared zone, others decide too: the zone keeps those it has.
resource "aws_route53_zone" "shared" {
  for_each = { for name, zone in var.private_zones : name => zone if zone.shared }

  name          = each.key
  comment       = each.value.comment
  force_destroy = var.force_destroy
  tags          = merge(var.tags, { Name = each.key })

  vpc {
    vpc_id = one(values(each.value.vpc_ids))
  }

  lifecycle {
    ignore_changes = [vpc]

    postcondition {
      condition     = contains(self.vpc[*].vpc_id, one(values(each.value.vpc_ids)))
      error_message = "${each.key} was made with another VPC than ${one(values(each.value.vpc_ids))}, and a shared zone keeps what it has: associate this one by route53-zone-associations, and leave vpc_ids as they were."
    }
  }
}

# Who may associate a VPC with the zone from another account: route53-zone-associations.
resource "aws_route53_vpc_association_authorization" "this" {
  for_each = local.authorized_vpcs

  zone_id    = aws_route53_zone.shared[each.value.zone].zone_id
  vpc_id     = each.value.id
  vpc_region = each.value.region
}
