resource "aws_security_group" "this" {
  #checkov:skip=CKV2_AWS_5: The launch template puts the server into it.
  name        = local.full_name
  description = "The VPN server ${var.name}: clients come in, and reach the networks behind it."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.full_name })
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.allowed_cidr_blocks

  security_group_id = aws_security_group.this.id
  description       = "VPN clients in ${each.value}"
  ip_protocol       = var.vpn.protocol
  from_port         = var.vpn.port
  to_port           = var.vpn.port
  cidr_ipv4         = each.value
  tags              = merge(var.tags, { Name = "${local.full_name}-clients" })
}

resource "aws_vpc_security_group_egress_rule" "networks" {
  for_each = var.vpn.routed_cidr_blocks

  security_group_id = aws_security_group.this.id
  description       = "What clients reach in ${each.value}"
  ip_protocol       = "-1"
  cidr_ipv4         = each.value
  tags              = merge(var.tags, { Name = "${local.full_name}-networks" })
}

resource "aws_vpc_security_group_egress_rule" "aws" {
  security_group_id = aws_security_group.this.id
  description       = "Queues, bucket, address, sessions and updates, all by HTTPS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
  tags              = merge(var.tags, { Name = "${local.full_name}-https" })
}
