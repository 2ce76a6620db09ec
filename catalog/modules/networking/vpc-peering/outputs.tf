# Every output waits for the whole module: who can read the id finds the routes.

output "accept_status" {
  description = "How far the connection is: \"active\", or \"pending-acceptance\" until the other side has accepted it."
  value = (
    var.side == "accepter"
    ? one(aws_vpc_peering_connection_accepter.this[*].accept_status)
    : one(aws_vpc_peering_connection.this[*].accept_status)
  )
  depends_on = [aws_route.this]
}

output "id" {
  description = "The ID of the peering connection."
  value       = local.peering_connection_id
  depends_on  = [aws_route.this]
}
