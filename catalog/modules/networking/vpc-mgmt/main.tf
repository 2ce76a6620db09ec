locals {
  _tiers = ["public", "private"]

  # The region is part of a zone's name. Taking it from there, not from a data source, keeps it known while the
  # account that the network is planned for does not exist yet.
  region = substr(var.availability_zones[0], 0, length(var.availability_zones[0]) - 1)

  # A zone's letter fixes its place in the address plan: zone c has the same blocks whether or not there is a zone b.
  _zone_numbers = {
    for zone in var.availability_zones : zone => index(split("", "abcdefghijklmnopqrstuvwxyz"), substr(zone, -1, 1))
  }
  _tier_spacing = pow(2, var.subnet_bits - 1)

  subnets = merge([
    for tier_number, tier in local._tiers : {
      for zone, zone_number in local._zone_numbers : "${tier}/${zone}" => {
        tier       = tier
        zone       = zone
        cidr_block = cidrsubnet(var.cidr_block, var.subnet_bits, tier_number * local._tier_spacing + zone_number)
      }
    }
  ]...)
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr_block
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = merge(var.tags, { Name = var.name })
}
