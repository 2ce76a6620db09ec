# Every output waits for the whole module: who can read an id can use the network.

output "availability_zones" {
  description = "The zones that every tier has a subnet in, in the order given."
  value       = var.availability_zones
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "default_network_acl_id" {
  description = "The ID of the VPC's default network ACL, which allows nothing."
  value       = aws_default_network_acl.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "default_route_table_id" {
  description = "The ID of the VPC's default route table, which leads nowhere."
  value       = aws_default_route_table.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "default_security_group_id" {
  description = "The ID of the VPC's default security group, which allows nothing."
  value       = aws_default_security_group.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "dynamodb_endpoint_id" {
  description = "The ID of the gateway endpoint for DynamoDB."
  value       = aws_vpc_endpoint.gateway["dynamodb"].id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "flow_log_group_arn" {
  description = "The ARN of the log group that holds the flow logs."
  value       = aws_cloudwatch_log_group.flow_logs.arn
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "flow_log_group_name" {
  description = "The name of the log group that holds the flow logs."
  value       = aws_cloudwatch_log_group.flow_logs.name
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "flow_log_id" {
  description = "The ID of the flow log."
  value       = aws_flow_log.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "flow_log_kms_key_arn" {
  description = "The ARN of the key that encrypts the flow logs."
  value       = aws_kms_key.flow_logs.arn
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "interface_endpoint_ids" {
  description = "The IDs of the interface endpoints by service."
  value       = { for service, endpoint in aws_vpc_endpoint.interface : service => endpoint.id }
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "interface_endpoints_security_group_id" {
  description = "The ID of the security group of the interface endpoints, or null."
  value       = one(aws_security_group.interface_endpoints[*].id)
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "internet_gateway_id" {
  description = "The ID of the internet gateway."
  value       = aws_internet_gateway.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "nat_gateway_ids" {
  description = "The IDs of the NAT gateways, in the order of the zones."
  value       = [for zone in local.nat_zones : aws_nat_gateway.this[zone].id]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "nat_gateway_public_ips" {
  description = "The addresses from which private subnets reach the internet, in the order of the zones."
  value       = [for zone in local.nat_zones : aws_eip.nat[zone].public_ip]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "network_acl_ids" {
  description = "The ID of the network ACL of each tier."
  value       = { for tier, acl in aws_network_acl.this : tier => acl.id }
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "private_route_table_ids" {
  description = "The IDs of the route tables of the private subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_route_table.this["private/${zone}"].id]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "private_subnet_arns" {
  description = "The ARNs of the private subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["private/${zone}"].arn]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "private_subnet_cidr_blocks" {
  description = "The IPv4 blocks of the private subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["private/${zone}"].cidr_block]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "private_subnet_ids" {
  description = "The IDs of the private subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["private/${zone}"].id]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "public_route_table_id" {
  description = "The ID of the route table that all public subnets share."
  value       = aws_route_table.this["public"].id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "public_subnet_arns" {
  description = "The ARNs of the public subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["public/${zone}"].arn]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "public_subnet_cidr_blocks" {
  description = "The IPv4 blocks of the public subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["public/${zone}"].cidr_block]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "public_subnet_ids" {
  description = "The IDs of the public subnets, in the order of the zones."
  value       = [for zone in var.availability_zones : aws_subnet.this["public/${zone}"].id]
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "route_table_ids" {
  description = "The IDs of all route tables: \"public\", and such as \"private/us-west-2a\"."
  value       = { for key, table in aws_route_table.this : key => table.id }
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "s3_endpoint_id" {
  description = "The ID of the gateway endpoint for S3."
  value       = aws_vpc_endpoint.gateway["s3"].id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "vpc_arn" {
  description = "The ARN of the VPC."
  value       = aws_vpc.this.arn
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "vpc_cidr_block" {
  description = "The IPv4 block of the VPC."
  value       = aws_vpc.this.cidr_block
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "vpc_id" {
  description = "The ID of the VPC."
  value       = aws_vpc.this.id
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}

output "vpc_name" {
  description = "The name of the VPC."
  value       = var.name
  depends_on  = [aws_flow_log.this, aws_network_acl.this, aws_route.internet, aws_route.nat, aws_route_table_association.this, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.interface_endpoints]
}
