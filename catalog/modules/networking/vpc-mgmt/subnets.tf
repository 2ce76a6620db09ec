resource "aws_subnet" "this" {
  for_each = local.subnets

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.value.zone
  cidr_block              = each.value.cidr_block
  map_public_ip_on_launch = false

  tags = merge(var.tags, {
    Name = "${var.name}-${each.value.tier}-${each.value.zone}"
    Tier = each.value.tier
  })

  # Nothing can be placed in the VPC before its defaults are closed.
  depends_on = [
    aws_default_network_acl.this,
    aws_default_route_table.this,
    aws_default_security_group.this,
  ]
}
