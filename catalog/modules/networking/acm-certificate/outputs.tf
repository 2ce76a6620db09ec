# Who can read the ARN has a certificate that can be shown, if the module waits. The records alone are known earlier:
# waiting is for them.

output "arn" {
  description = "The ARN of the certificate."
  value       = aws_acm_certificate.this.arn
  depends_on  = [aws_acm_certificate_validation.this, aws_route53_record.validation]
}

output "domain_names" {
  description = "All names that the certificate is for, the first of them first."
  value       = local.domain_names
  depends_on  = [aws_acm_certificate_validation.this, aws_route53_record.validation]
}

output "validation_records" {
  description = "The records that prove the names, by name without wildcard: name, type and value of each. They must stay: certificates are renewed by them."
  value       = local.validation_records
}
