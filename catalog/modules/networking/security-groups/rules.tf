locals {
  _rules = {
    for direction in ["ingress", "egress"] : direction => merge([
      for group_name, group in var.groups : {
        for rule_name, rule in group[direction] : "${group_name}/${rule_name}" => merge(rule, {
          group = group_name
          # All protocols have no ports.
          from_port = rule.protocol == "-1" ? null : rule.from_port == null ? rule.port : rule.from_port
          to_port   = rule.protocol == "-1" ? null : rule.to_port == null ? rule.port : rule.to_port
          peer = (
            rule.group == null
            ? rule.security_group_id
            : try(aws_security_group.this[rule.group].id, null)
          )
        })
      }
    ]...)
  }
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local._rules.ingress

  security_group_id            = aws_security_group.this[each.value.group].id
  description                  = each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.peer
  prefix_list_id               = each.value.prefix_list_id
  cidr_ipv4                    = each.value.cidr_block
  cidr_ipv6                    = each.value.ipv6_cidr_block
  tags                         = merge(var.tags, { Name = each.key })
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = local._rules.egress

  security_group_id            = aws_security_group.this[each.value.group].id
  description                  = each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.peer
  prefix_list_id               = each.value.prefix_list_id
  cidr_ipv4                    = each.value.cidr_block
  cidr_ipv6                    = each.value.ipv6_cidr_block
  tags                         = merge(var.tags, { Name = each.key })
}
