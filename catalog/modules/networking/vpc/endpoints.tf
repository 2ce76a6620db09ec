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
