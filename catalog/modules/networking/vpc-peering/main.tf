locals {
  peering_connection_id = (
    var.side == "accepter"
    ? one(aws_vpc_peering_connection_accepter.this[*].id)
    : one(aws_vpc_peering_connection.this[*].id)
  )
}

resource "aws_vpc_peering_connection" "this" {
  count = var.side == "accepter" ? 0 : 1

  vpc_id        = var.vpc.id
  peer_vpc_id   = var.peer.id
  peer_owner_id = var.peer.account_id
  peer_region   = var.peer.region
  auto_accept   = var.side == "both"
  tags          = merge(var.tags, { Name = var.name })

  # Only a connection that was accepted has options, and a requester does not wait for that.
  dynamic "requester" {
    for_each = var.side == "both" ? [true] : []

    content {
      allow_remote_vpc_dns_resolution = var.dns_resolution
    }
  }

  dynamic "accepter" {
    for_each = var.side == "both" ? [true] : []

    content {
      allow_remote_vpc_dns_resolution = var.dns_resolution
    }
  }
}

resource "aws_vpc_peering_connection_accepter" "this" {
  count = var.side == "accepter" ? 1 : 0

  vpc_peering_connection_id = var.peering_connection_id
  auto_accept               = true
  tags                      = merge(var.tags, { Name = var.name })

  accepter {
    allow_remote_vpc_dns_resolution = var.dns_resolution
  }
}
