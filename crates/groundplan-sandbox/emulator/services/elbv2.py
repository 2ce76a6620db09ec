"""Elastic Load Balancing: addresses of network load balancers, and whether their groups' rules hold for PrivateLink."""

from described import answers

PRIVATE_LINK = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
ADDRESSES = ("AllocationId", "PrivateIPv4Address", "IPv6Address")


def kept(call, arn):
    return call.settings("load-balancers").setdefault(arn, {"addresses": {}})


def complete(call, balancer):
    remembered = kept(call, balancer["LoadBalancerArn"])
    for zone in balancer["AvailabilityZones"]:
        address = remembered["addresses"].get(zone["SubnetId"])
        if address:
            zone["LoadBalancerAddresses"] = [address]
    # The rules hold where nothing else was said.
    if balancer["Type"] == "network" and balancer.get("SecurityGroups"):
        balancer[PRIVATE_LINK] = remembered.get(PRIVATE_LINK, "on")


def remember_addresses(call, arn):
    for mapping in call.params.get("SubnetMappings", []):
        address = {name: mapping[name] for name in ADDRESSES if mapping.get(name)}
        if address:
            kept(call, arn)["addresses"][mapping["SubnetId"]] = address


@answers("elbv2", "CreateLoadBalancer")
def create(call):
    """moto takes the subnets of mappings, and loses the addresses."""
    answer = call.moto()
    for balancer in answer["LoadBalancers"]:
        remember_addresses(call, balancer["LoadBalancerArn"])
        complete(call, balancer)
    return answer


@answers("elbv2", "SetSubnets")
def set_subnets(call):
    answer = call.moto()
    remember_addresses(call, call.params["LoadBalancerArn"])
    return answer


@answers("elbv2", "SetSecurityGroups")
def set_groups(call):
    answer, asked = call.moto(), call.params.get(PRIVATE_LINK)
    if asked:
        kept(call, call.params["LoadBalancerArn"])[PRIVATE_LINK] = asked
        answer[PRIVATE_LINK] = asked
    return answer


@answers("elbv2", "DescribeLoadBalancers")
def describe(call):
    answer = call.moto()
    for balancer in answer["LoadBalancers"]:
        complete(call, balancer)
    return answer


@answers("elbv2", "DeleteLoadBalancer")
def delete(call):
    answer = call.moto()
    call.settings("load-balancers").pop(call.params["LoadBalancerArn"], None)
    return answer
