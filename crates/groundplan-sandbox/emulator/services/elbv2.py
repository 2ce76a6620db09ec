"""Elastic Load Balancing: whether the rules of a network load balancer's groups hold for what comes over PrivateLink."""

from described import answers

PRIVATE_LINK = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


@answers("elbv2", "SetSecurityGroups")
def set_groups(call):
    """moto loses it."""
    answer, asked = call.moto(), call.params.get(PRIVATE_LINK)
    if asked:
        call.settings("private-link")[call.params["LoadBalancerArn"]] = asked
        answer[PRIVATE_LINK] = asked
    return answer


@answers("elbv2", "DescribeLoadBalancers")
def describe(call):
    """They hold where nothing else was said."""
    answer = call.moto()
    for balancer in answer["LoadBalancers"]:
        if balancer["Type"] == "network" and balancer.get("SecurityGroups"):
            balancer[PRIVATE_LINK] = call.settings("private-link").get(balancer["LoadBalancerArn"], "on")
    return answer


@answers("elbv2", "DeleteLoadBalancer")
def delete(call):
    answer = call.moto()
    call.settings("private-link").pop(call.params["LoadBalancerArn"], None)
    return answer
