# The rules stand inside the ACLs, not in resources of their own: what somebody adds by hand then shows up in the next
# plan. Nothing is denied by a rule: what is not listed is denied. A rule's number follows from what the rule is for, so
# that none is renumbered, and for a moment absent, when another is added. With IPv6 every rule has a twin, 5000 further on.

locals {
  # Ports on which answers from the internet arrive: all that NAT gateways, load balancers and hosts connect from, but
  # 3389 (RDP): an ACL cannot tell an answer from a new connection. See catalog/GOTCHAS.md.
  _answer_ports = [{ from = 1024, to = 3388 }, { from = 3390, to = 65535 }]

  _everything = { protocol = "-1", from_port = 0, to_port = 0 }

  _acl_vpc = [merge(local._everything, { rule_no = 100, cidr_block = var.cidr_block })]
  _acl_app_and_persistence = [
    for subnet in local.subnets : merge(local._everything, {
      rule_no    = (subnet.tier == "private-app" ? 100 : 150) + local._zone_numbers[subnet.zone]
      cidr_block = subnet.cidr_block
    }) if subnet.tier != "public"
  ]
  _acl_trusted = [
    for position, cidr_block in var.trusted_cidr_blocks :
    merge(local._everything, { rule_no = 200 + position, cidr_block = cidr_block })
  ]
  _acl_anywhere = [merge(local._everything, { rule_no = 300, cidr_block = "0.0.0.0/0" })]
  _acl_tcp_anywhere = [
    { rule_no = 300, cidr_block = "0.0.0.0/0", protocol = "6", from_port = 0, to_port = 65535 }
  ]
  _acl_tcp_answers = [
    for position, ports in local._answer_ports :
    { rule_no = 400 + position, cidr_block = "0.0.0.0/0", protocol = "6", from_port = ports.from, to_port = ports.to }
  ]
  _acl_udp_answers = [
    for position, ports in local._answer_ports :
    { rule_no = 410 + position, cidr_block = "0.0.0.0/0", protocol = "17", from_port = ports.from, to_port = ports.to }
  ]
  # "Fragmentation needed", without which connections over a path with smaller packets hang.
  _acl_path_mtu = [{
    rule_no = 420, cidr_block = "0.0.0.0/0", protocol = "1", from_port = 0, to_port = 0, icmp_type = 3, icmp_code = 4
  }]
  _acl_public_ports = [
    for port in var.public_tcp_ports :
    { rule_no = 1000 + port, cidr_block = "0.0.0.0/0", protocol = "6", from_port = port, to_port = port }
  ]

  network_acls = {
    public = {
      ingress = concat(
        local._acl_vpc,
        local._acl_trusted,
        local._acl_tcp_answers,
        local._acl_udp_answers,
        local._acl_path_mtu,
        local._acl_public_ports,
      )
      egress = local._acl_anywhere
    }

    private-app = {
      ingress = concat(local._acl_vpc, local._acl_trusted, local._acl_tcp_answers, local._acl_path_mtu)
      egress  = concat(local._acl_vpc, local._acl_trusted, local._acl_tcp_anywhere)
    }

    private-persistence = {
      ingress = concat(
        local._acl_app_and_persistence,
        local._acl_trusted,
        var.private_persistence_egress ? concat(local._acl_tcp_answers, local._acl_path_mtu) : [],
      )
      egress = concat(
        local._acl_app_and_persistence,
        local._acl_trusted,
        var.private_persistence_egress ? local._acl_tcp_anywhere : [],
      )
    }
  }

  _acl_ipv6_blocks = merge(
    { "0.0.0.0/0" = "::/0", (var.cidr_block) = aws_vpc.this.ipv6_cidr_block },
    { for key, cidr_block in local.ipv6_cidr_blocks : local.subnets[key].cidr_block => cidr_block },
  )
  network_acls_ipv6 = {
    for tier, directions in local.network_acls : tier => {
      for direction, rules in directions : direction => [
        for rule in rules : {
          rule_no         = 5000 + rule.rule_no
          protocol        = rule.protocol == "1" ? "58" : rule.protocol
          ipv6_cidr_block = local._acl_ipv6_blocks[rule.cidr_block]
          from_port       = rule.from_port
          to_port         = rule.to_port
          # "Packet too big".
          icmp_type = rule.protocol == "1" ? 2 : null
          icmp_code = rule.protocol == "1" ? 0 : null
        } if var.ipv6 && !contains(var.trusted_cidr_blocks, rule.cidr_block)
      ]
    }
  }
}

resource "aws_network_acl" "this" {
  for_each = local.network_acls

  vpc_id     = aws_vpc.this.id
  subnet_ids = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == each.key]
  tags       = merge(var.tags, { Name = "${var.name}-${each.key}" })

  dynamic "ingress" {
    for_each = concat(each.value.ingress, local.network_acls_ipv6[each.key].ingress)

    content {
      rule_no         = ingress.value.rule_no
      action          = "allow"
      protocol        = ingress.value.protocol
      cidr_block      = try(ingress.value.cidr_block, null)
      ipv6_cidr_block = try(ingress.value.ipv6_cidr_block, null)
      from_port       = ingress.value.from_port
      to_port         = ingress.value.to_port
      icmp_type       = try(ingress.value.icmp_type, null)
      icmp_code       = try(ingress.value.icmp_code, null)
    }
  }

  dynamic "egress" {
    for_each = concat(each.value.egress, local.network_acls_ipv6[each.key].egress)

    content {
      rule_no         = egress.value.rule_no
      action          = "allow"
      protocol        = egress.value.protocol
      cidr_block      = try(egress.value.cidr_block, null)
      ipv6_cidr_block = try(egress.value.ipv6_cidr_block, null)
      from_port       = egress.value.from_port
      to_port         = egress.value.to_port
    }
  }
}
