# Attachment => the route table that says what it reaches.
resource "aws_ec2_transit_gateway_route_table_association" "this" {
  for_each = var.attachments

  transit_gateway_attachment_id  = each.value.id
  transit_gateway_route_table_id = var.route_table_ids[each.value.route_table]
}

locals {
  propagations = merge([
    for name, attachment in var.attachments : {
      for table in attachment.reached_from : "${table}/${name}" => { table = table, attachment_id = attachment.id }
    }
  ]...)
}

# Who is associated with a table reaches what propagates its blocks to it.
resource "aws_ec2_transit_gateway_route_table_propagation" "this" {
  for_each = local.propagations

  transit_gateway_attachment_id  = each.value.attachment_id
  transit_gateway_route_table_id = var.route_table_ids[each.value.table]
}

locals {
  routes = merge([
    for table, routes in var.routes : {
      for name, route in routes : "${table}/${name}" => merge(route, { table = table })
    }
  ]...)
}

resource "aws_ec2_transit_gateway_route" "this" {
  for_each = local.routes

  destination_cidr_block         = each.value.cidr_block
  transit_gateway_route_table_id = var.route_table_ids[each.value.table]
  transit_gateway_attachment_id  = each.value.attachment == null ? null : var.attachments[each.value.attachment].id
  blackhole                      = each.value.attachment == null
}
