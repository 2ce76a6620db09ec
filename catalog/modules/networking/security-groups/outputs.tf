# Every output waits for the whole module: who can read the id of a group finds its rules in place.

output "arns" {
  description = "The ARNs of the groups by name."
  value       = { for name, group in aws_security_group.this : name => group.arn }
  depends_on  = [aws_vpc_security_group_egress_rule.this, aws_vpc_security_group_ingress_rule.this]
}

output "security_group_ids" {
  description = "The IDs of the groups by name."
  value       = { for name, group in aws_security_group.this : name => group.id }
  depends_on  = [aws_vpc_security_group_egress_rule.this, aws_vpc_security_group_ingress_rule.this]
}
