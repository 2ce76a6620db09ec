# Every output waits for the whole module: who can read the id finds the routes.

output "id" {
  description = "The ID of the peering connection."
  value       = local.peering_connection_id
  depends_on  = [aws_route.this]
}
