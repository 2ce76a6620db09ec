locals {
  nat_metrics = {
    for name, nat in var.nat_gateways : "nat-${name}-ports" => {
      description        = "NAT gateway ${name}: it has no port left for new connections to some address."
      service            = nat.service
      namespace          = "AWS/NATGateway"
      metric_name        = "ErrorPortAllocation"
      dimensions         = { NatGatewayId = nat.id }
      statistic          = "Sum"
      evaluation_periods = 1
      threshold          = 0
      treat_missing_data = "notBreaching"
    }
  }

  nat_percentages = {
    for name, nat in var.nat_gateways : "nat-${name}-drops" => {
      description = "NAT gateway ${name}: it drops more than ${nat.dropped_percent} % of the packets."
      service     = nat.service
      namespace   = "AWS/NATGateway"
      dimensions  = { NatGatewayId = nat.id }
      part        = { dropped = "PacketsDropCount" }
      rest        = { from_destination = "PacketsInFromDestination", from_source = "PacketsInFromSource" }
      minimum     = 100
      threshold   = nat.dropped_percent
    }
  }
}
