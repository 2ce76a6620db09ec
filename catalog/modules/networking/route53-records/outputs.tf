output "names" {
  description = "The whole name of each record, by the name of your own."
  value       = { for key, record in aws_route53_record.this : key => record.fqdn }
  depends_on  = [aws_route53_record.this]
}
