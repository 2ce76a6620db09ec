resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "main", Env = "prod", Owner = "net" }
}
resource "aws_subnet" "a" {
  for_each          = { a = "10.0.1.0/24", b = "10.0.22.0/24", c = "10.0.3.0/24" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "us-west-2${each.key}"
}
resource "aws_security_group" "inline" {
  name        = "inline"
  description = "Inline rules"
  vpc_id      = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
  }
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "created" {
  name_prefix = "created-"
  vpc_id      = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.inline.id]
  }
}
resource "aws_network_acl" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "tcp"
    from_port  = 80
    to_port    = 80
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  tags = { Name = "public" }
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.a["a"].id
  allocation_id = aws_eip.nat.id
}
resource "aws_eip" "nat" { domain = "vpc" }
data "aws_subnets" "all" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.main.id]
  }
  depends_on = [aws_subnet.a]
}
data "aws_vpc" "late" { id = aws_subnet.a["c"].vpc_id }
data "aws_subnet" "late" { id = aws_subnet.a["c"].id }
output "subnets" { value = { for k, s in aws_subnet.a : k => s.id } }
output "all" { value = data.aws_subnets.all.ids }
output "cidr" { value = aws_vpc.main.cidr_block }
