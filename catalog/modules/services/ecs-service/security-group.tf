resource "aws_security_group" "this" {
  name        = "${var.cluster.name}-${var.name}"
  description = "Tasks of the ECS service ${var.name} in ${var.cluster.name}."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.cluster.name}-${var.name}" })
}

resource "aws_vpc_security_group_ingress_rule" "allowed" {
  for_each = var.allowed_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "From ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = var.container.port
  to_port                      = var.container.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS's APIs, registries of images"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}

# A connection has two ends: the service lets itself out, and into the other's group, so that nobody waits for both.
resource "aws_vpc_security_group_egress_rule" "connects_to" {
  for_each = var.connects_to

  security_group_id            = aws_security_group.this.id
  description                  = "To ${each.key}"
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "connects_to" {
  for_each = var.connects_to

  security_group_id            = each.value.security_group_id
  description                  = "From ${var.cluster.name}-${var.name}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = aws_security_group.this.id
  description                  = "From the load balancer"
  referenced_security_group_id = var.load_balancer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.container.port
  to_port                      = var.container.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = var.load_balancer.security_group_id
  description                  = "To ${var.cluster.name}-${var.name}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = var.container.port
  to_port                      = var.container.port
  tags                         = var.tags
}
