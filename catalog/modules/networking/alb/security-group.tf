# There is no way out of this group but what services add towards their own: aws_vpc_security_group_egress_rule with
# security_group_id.

locals {
  _ports = { http = 80, https = 443 }

  # IPv6 blocks have colons.
  _sources = merge(
    { for cidr_block in var.allowed_cidr_blocks : cidr_block => { cidr_block = cidr_block, security_group = null } },
    { for who in keys(var.allowed_security_group_ids) : who => { cidr_block = null, security_group = who } },
  )

  ingress_rules = merge([
    for listener, port in local._ports : {
      for who, source in local._sources : "${listener}/${who}" => merge(source, { who = who, port = port })
    }
  ]...)
}

resource "aws_security_group" "this" {
  name        = "${var.name}-alb"
  description = "The load balancer ${var.name}."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-alb" })
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  #checkov:skip=CKV_AWS_260: On port 80 nothing is served but the redirection to HTTPS.
  for_each = local.ingress_rules

  security_group_id            = aws_security_group.this.id
  description                  = "${each.value.port == 80 ? "HTTP, to be redirected," : "HTTPS"} from ${each.value.who}."
  cidr_ipv4                    = each.value.cidr_block == null || strcontains(coalesce(each.value.cidr_block, "none"), ":") ? null : each.value.cidr_block
  cidr_ipv6                    = strcontains(coalesce(each.value.cidr_block, "none"), ":") ? each.value.cidr_block : null
  referenced_security_group_id = each.value.security_group == null ? null : var.allowed_security_group_ids[each.value.security_group]
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = merge(var.tags, { Name = each.key })
}
