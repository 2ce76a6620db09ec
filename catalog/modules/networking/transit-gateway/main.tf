resource "aws_ec2_transit_gateway" "this" {
  #checkov:skip=CKV_AWS_331: Only those whom the share names can ask, and what is attached reaches nothing before it is given a route table.
  description                        = "Connects the networks of ${var.name}."
  amazon_side_asn                    = var.amazon_side_asn
  auto_accept_shared_attachments     = "enable"
  default_route_table_association    = "disable"
  default_route_table_propagation    = "disable"
  dns_support                        = "enable"
  security_group_referencing_support = "enable"
  vpn_ecmp_support                   = "enable"
  tags                               = merge(var.tags, { Name = var.name })
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each = var.route_tables

  transit_gateway_id = aws_ec2_transit_gateway.this.id
  tags               = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
