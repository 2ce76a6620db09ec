provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.4.0.0/16"
}

resource "aws_security_group" "proxy" {
  #checkov:skip=CKV2_AWS_5: An example's group, which nothing is in.
  name        = "proxy"
  description = "A proxy that somebody else runs."
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.us-west-2.s3"
}

module "security_groups" {
  source = "../.."

  name   = "prod"
  vpc_id = aws_vpc.this.id
  tags   = { Environment = "prod" }

  groups = {
    gossip = {
      description = "Members that find each other."
      ingress = {
        members-tcp = { description = "Gossip.", from_port = 7946, to_port = 7947, group = "gossip" }
        members-udp = { description = "Gossip.", protocol = "udp", port = 7946, group = "gossip" }
        metrics     = { description = "Metrics, from the monitoring subnet.", port = 9090, cidr_block = "10.4.200.0/24" }
        proxy       = { description = "Requests.", port = 8443, security_group_id = aws_security_group.proxy.id }
      }
      egress = {
        members-tcp = { description = "Gossip.", from_port = 7946, to_port = 7947, group = "gossip" }
        members-udp = { description = "Gossip.", protocol = "udp", port = 7946, group = "gossip" }
        snapshots   = { description = "Snapshots in S3.", port = 443, prefix_list_id = aws_vpc_endpoint.s3.prefix_list_id }
        updates     = { description = "Updates, over IPv6.", port = 443, ipv6_cidr_block = "::/0" }
      }
    }
  }
}

output "security_groups" {
  value = module.security_groups
}
