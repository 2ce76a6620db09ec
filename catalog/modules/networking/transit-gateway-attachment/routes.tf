locals {
  routes = merge([
    for table, route_table_id in var.vpc.route_table_ids : {
      for name, cidr_block in var.cidr_blocks : "${table}/${name}" => {
        route_table_id = route_table_id
        cidr_block     = cidr_block
      }
    }
  ]...)
}

resource "aws_route" "this" {
  for_each = local.routes

  route_table_id         = each.value.route_table_id
  destination_cidr_block = each.value.cidr_block
  transit_gateway_id     = aws_ec2_transit_gateway_vpc_attachment.this.transit_gateway_id
}
