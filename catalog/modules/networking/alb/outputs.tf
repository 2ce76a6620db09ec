# Every output waits for the whole module: who can read the ARN of a listener can add rules to it.

output "access_logs_bucket" {
  description = "The name of the bucket that access and connection logs are written to."
  value       = aws_s3_bucket.access_logs.id
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "arn" {
  description = "The ARN of the load balancer."
  value       = aws_lb.this.arn
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "arn_suffix" {
  description = "What CloudWatch's metrics call the load balancer."
  value       = aws_lb.this.arn_suffix
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "dns_name" {
  description = "The host name of the load balancer."
  value       = aws_lb.this.dns_name
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "listener_arns" {
  description = "The ARNs of the listeners: http, which redirects, and https."
  value       = { http = aws_lb_listener.http.arn, https = aws_lb_listener.https.arn }
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "name" {
  description = "The name of the load balancer."
  value       = aws_lb.this.name
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "security_group_id" {
  description = "The ID of the security group of the load balancer. Services let it in, and let it out towards themselves."
  value       = aws_security_group.this.id
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "waf_log_group_name" {
  description = "The name of the log group of the web ACL, or null."
  value       = one(aws_cloudwatch_log_group.waf[*].name)
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "web_acl_arn" {
  description = "The ARN of the web ACL, or null."
  value       = one(aws_wafv2_web_acl.this[*].arn)
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}

output "zone_id" {
  description = "The ID of the hosted zone that alias records to the load balancer name."
  value       = aws_lb.this.zone_id
  depends_on  = [aws_kms_alias.waf, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_certificate.additional, aws_vpc_security_group_ingress_rule.this, aws_wafv2_web_acl_association.this, aws_wafv2_web_acl_logging_configuration.this]
}
