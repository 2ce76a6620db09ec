locals {
  # All public subnets share one route table. Every private subnet has its own, so that each zone leaves through its
  # own NAT gateway and loses nothing when another zone fails.
  route_tables = merge(
    { public = { tier = "public", zone = null } },
    { for key, subnet in local.subnets : key => { tier = subnet.tier, zone = subnet.zone } if subnet.tier != "public" },
  )

  # Route table => zone of the NAT gateway that it sends its outbound traffic to.
  nat_routes = {
    for key, table in local.route_tables :
    key => local.nat_zones[index(var.availability_zones, table.zone) % length(local.nat_zones)]
    if table.tier == "private" && length(local.nat_zones) > 0
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

resource "aws_route" "nat" {
  for_each = local.nat_routes

  route_table_id         = aws_route_table.this[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
}
