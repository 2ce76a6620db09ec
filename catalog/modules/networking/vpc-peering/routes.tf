locals {
  # What each side's tables are told about the other side. The other side's tables are in reach only on side "both".
  _directions = {
    to-peer = { route_table_ids = var.vpc.route_table_ids, cidr_blocks = var.peer.cidr_blocks }
    to-vpc = {
      route_table_ids = { for table, id in var.peer.route_table_ids : table => id if var.side == "both" }
      cidr_blocks     = var.vpc.cidr_blocks
    }
  }

  routes = merge(flatten([
    for direction, sides in local._directions : [
      for table, route_table_id in sides.route_table_ids : {
        for name, cidr_block in sides.cidr_blocks : "${direction}/${table}/${name}" => {
          route_table_id = route_table_id
          cidr_block     = cidr_block
        }
      }
    ]
  ])...)
}

resource "aws_route" "this" {
  for_each = local.routes

  route_table_id            = each.value.route_table_id
  destination_cidr_block    = each.value.cidr_block
  vpc_peering_connection_id = local.peering_connection_id
}
