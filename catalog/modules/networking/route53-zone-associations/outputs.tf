output "zone_ids" {
  description = "The IDs of the zones by the name of your own, once the VPC sees them."
  value       = { for name, association in aws_route53_zone_association.this : name => association.zone_id }
  depends_on  = [aws_route53_zone_association.this]
}
