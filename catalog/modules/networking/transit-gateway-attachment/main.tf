resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  transit_gateway_id                 = var.transit_gateway_id
  vpc_id                             = var.vpc.id
  subnet_ids                         = var.vpc.subnet_ids
  appliance_mode_support             = var.appliance_mode ? "enable" : "disable"
  dns_support                        = "enable"
  security_group_referencing_support = "enable"

  # What the network reaches, the gateway's account says: transit-gateway-routes.
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false

  tags = merge(var.tags, { Name = var.name })

  # For a shared gateway the provider cannot see them, and says true.
  lifecycle {
    ignore_changes = [
      transit_gateway_default_route_table_association,
      transit_gateway_default_route_table_propagation,
    ]
  }
}
