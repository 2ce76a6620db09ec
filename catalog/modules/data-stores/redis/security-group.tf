# Who may connect is known by security group, not by address. The cache itself opens no connections: there is no egress.

resource "aws_security_group" "this" {
  name        = "${var.name}-redis"
  description = "Who connects to the cache ${var.name}."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-redis" })
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = var.allowed_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  tags                         = merge(var.tags, { Name = each.key })
}
