locals {
  # All public subnets share one route table. Every private subnet has its own, so that each zone leaves through its
  # own NAT gateway and loses nothing when another zone fails.
  route_tables = merge(
    { public = { tier = "public", zone = null } },
    { for key, subnet in local.subnets : key => { tier = subnet.tier, zone = subnet.zone } if subnet.tier != "public" },
  )

  # The private tiers that may open connections to the outside: through NAT and through the gateway endpoints.
  egress_tiers = concat(["private-app"], var.private_persistence_egress ? ["private-persistence"] : [])

  # Route table => zone of the NAT gateway that it sends its outbound traffic to.
  nat_routes = {
    for key, table in local.route_tables :
    key => local.nat_zones[index(var.availability_zones, table.zone) % length(local.nat_zones)]
    if contains(local.egress_tiers, table.tier) && length(local.nat_zones) > 0
  }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = var.name })
}

resource "aws_route_table" "this" {
  for_each = local.route_tables

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = "${var.name}-${replace(each.key, "/", "-")}" })
}

resource "aws_route_table_association" "this" {
  for_each = local.subnets

  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value.tier == "public" ? "public" : each.key].id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.this["public"].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route" "internet_ipv6" {
  count = var.ipv6 ? 1 : 0

  route_table_id              = aws_route_table.this["public"].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this.id
}

resource "aws_egress_only_internet_gateway" "this" {
  count = var.ipv6 ? 1 : 0

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = var.name })
}

resource "aws_route" "egress_only" {
  for_each = { for key, table in local.route_tables : key => table if var.ipv6 && contains(local.egress_tiers, table.tier) }

  route_table_id              = aws_route_table.this[each.key].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

resource "aws_route" "nat" {
  for_each = local.nat_routes

  route_table_id         = aws_route_table.this[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
}
