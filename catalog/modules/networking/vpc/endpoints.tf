# Traffic to S3 and DynamoDB stays within AWS, and passes by the NAT gateways, which charge for it.

resource "aws_vpc_endpoint" "gateway" {
  for_each = toset(["dynamodb", "s3"])

  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    for key, table in local.route_tables : aws_route_table.this[key].id
    if contains(concat(["public"], local.egress_tiers), table.tier)
  ]
  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

# The APIs of further services, at addresses of the VPC's own, under the names that all programs use anyway.

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.interface_endpoints[0].id]
  subnet_ids          = [for zone in var.availability_zones : aws_subnet.this["private-app/${zone}"].id]
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_security_group" "interface_endpoints" {
  count = length(var.interface_endpoints) > 0 ? 1 : 0

  name        = "${var.name}-interface-endpoints"
  description = "Interface endpoints of the VPC ${var.name}."
  vpc_id      = aws_vpc.this.id
  tags        = merge(var.tags, { Name = "${var.name}-interface-endpoints" })
}

# Everybody in the VPC resolves the services' names to the endpoints, so that everybody has to come in. What they may do
# there, their IAM policies say.
resource "aws_vpc_security_group_ingress_rule" "interface_endpoints" {
  count = length(var.interface_endpoints) > 0 ? 1 : 0

  security_group_id = aws_security_group.interface_endpoints[0].id
  description       = "HTTPS from the VPC."
  cidr_ipv4         = var.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}
