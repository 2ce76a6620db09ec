# Every output waits for the whole module: who can read the id of a zone finds it complete.

output "delegation_signers" {
  description = "The DS records of the signed zones by domain, which their parents need as delegation_signers."
  value       = { for domain, key in aws_route53_key_signing_key.this : domain => key.ds_record }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}

output "name_servers" {
  description = "The name servers of the public zones by domain, which their parents need as delegations."
  value       = { for domain, zone in aws_route53_zone.public : domain => zone.name_servers }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}

output "private_zone_arns" {
  description = "The ARNs of the private zones by domain."
  value       = { for domain, zone in local.private_zones : domain => zone.arn }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}

output "private_zone_ids" {
  description = "The IDs of the private zones by domain."
  value       = { for domain, zone in local.private_zones : domain => zone.zone_id }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}

output "public_zone_arns" {
  description = "The ARNs of the public zones by domain."
  value       = { for domain, zone in aws_route53_zone.public : domain => zone.arn }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}

output "public_zone_ids" {
  description = "The IDs of the public zones by domain."
  value       = { for domain, zone in aws_route53_zone.public : domain => zone.zone_id }
  depends_on  = [aws_route53_hosted_zone_dnssec.this, aws_route53_query_log.this, aws_route53_record.private, aws_route53_record.public, aws_route53_vpc_association_authorization.this]
}
