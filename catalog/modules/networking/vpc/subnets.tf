locals {
  # By these tags the load balancer controller of EKS finds the subnets for public and for internal load balancers.
  _eks_tags = {
    public              = { "kubernetes.io/role/elb" = "1" }
    private-app         = { "kubernetes.io/role/internal-elb" = "1" }
    private-persistence = {}
  }
  eks_tags = {
    for tier in local._tiers : tier => merge(
      { for tag, value in local._eks_tags[tier] : tag => value if length(var.eks_clusters) > 0 },
      { for cluster in var.eks_clusters : "kubernetes.io/cluster/${cluster}" => "shared" if tier != "private-persistence" },
    )
  }

  ipv6_cidr_blocks = {
    for key, subnet in local.subnets : key => cidrsubnet(aws_vpc.this.ipv6_cidr_block, 8, subnet.ipv6_number) if var.ipv6
  }
}

resource "aws_subnet" "this" {
  for_each = local.subnets

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.value.zone
  cidr_block              = each.value.cidr_block
  map_public_ip_on_launch = false

  # In the public tier an IPv6 address can be called from the internet, so that nobody has one without asking.
  ipv6_cidr_block                 = lookup(local.ipv6_cidr_blocks, each.key, null)
  assign_ipv6_address_on_creation = var.ipv6 && each.value.tier != "public"

  tags = merge(var.tags, local.eks_tags[each.value.tier], {
    Name = "${var.name}-${each.value.tier}-${each.value.zone}"
    Tier = each.value.tier
  })

  # Nothing can be placed in the VPC before its defaults are closed.
  depends_on = [
    aws_default_network_acl.this,
    aws_default_route_table.this,
    aws_default_security_group.this,
  ]
}
