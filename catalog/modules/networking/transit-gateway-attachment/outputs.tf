# The output waits for the whole module: who can read the id finds the routes.

output "id" {
  description = "The ID of the attachment."
  value       = aws_ec2_transit_gateway_vpc_attachment.this.id
  depends_on  = [aws_route.this]
}
