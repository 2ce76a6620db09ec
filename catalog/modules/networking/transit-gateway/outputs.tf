# Every output waits for the whole module: who can read the id can attach a network.

output "arn" {
  description = "The ARN of the gateway."
  value       = aws_ec2_transit_gateway.this.arn
  depends_on  = [aws_ec2_transit_gateway_route_table.this, aws_ram_principal_association.this, aws_ram_resource_association.this]
}

output "id" {
  description = "The ID of the gateway."
  value       = aws_ec2_transit_gateway.this.id
  depends_on  = [aws_ec2_transit_gateway_route_table.this, aws_ram_principal_association.this, aws_ram_resource_association.this]
}

output "resource_share_arn" {
  description = "The ARN of the share, or null."
  value       = one(aws_ram_resource_share.this[*].arn)
  depends_on  = [aws_ec2_transit_gateway_route_table.this, aws_ram_principal_association.this, aws_ram_resource_association.this]
}

output "route_table_ids" {
  description = "The IDs of the route tables by name."
  value       = { for name, table in aws_ec2_transit_gateway_route_table.this : name => table.id }
  depends_on  = [aws_ec2_transit_gateway_route_table.this, aws_ram_principal_association.this, aws_ram_resource_association.this]
}
