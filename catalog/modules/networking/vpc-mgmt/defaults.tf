# What AWS puts into every VPC: a security group, a network ACL and a route table that apply wherever nothing else is
# chosen. All three are emptied, so that a thing placed without a choice reaches nothing and is reached by nothing.

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = "${var.name}-default-closed" })
}

resource "aws_default_network_acl" "this" {
  default_network_acl_id = aws_vpc.this.default_network_acl_id
  tags                   = merge(var.tags, { Name = "${var.name}-default-closed" })

  lifecycle {
    # A subnet that another program creates lands in this ACL by itself; it is theirs to move it.
    ignore_changes = [subnet_ids]
  }
}

resource "aws_default_route_table" "this" {
  default_route_table_id = aws_vpc.this.default_route_table_id
  route                  = []
  tags                   = merge(var.tags, { Name = "${var.name}-default-closed" })
}
