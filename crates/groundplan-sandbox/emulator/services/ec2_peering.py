"""EC2: peerings between accounts, each of which has tags of its own for it."""

from described import answers


@answers("ec2", "DescribeVpcPeeringConnections")
def describe(call):
    """moto shows the requester's tags to both."""
    answer = call.moto()
    tags = call.backend().tags
    for peering in answer["VpcPeeringConnections"]:
        own = tags.get(peering["VpcPeeringConnectionId"], {})
        peering["Tags"] = [{"Key": key, "Value": value} for key, value in own.items()]
    return answer
