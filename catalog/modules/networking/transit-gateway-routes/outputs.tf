output "attachment_ids" {
  description = "The IDs of the attachments by name, once they are connected."
  value       = { for name, association in aws_ec2_transit_gateway_route_table_association.this : name => association.transit_gateway_attachment_id }
  depends_on  = [aws_ec2_transit_gateway_route.this, aws_ec2_transit_gateway_route_table_propagation.this]
}
