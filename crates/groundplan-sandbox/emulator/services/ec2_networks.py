"""EC2: what subnets, endpoints, customer gateways and sets of DHCP options were asked for, and moto loses."""

from described import answers

# Parameters of ModifySubnetAttribute that subnets show under another name.
HOST_NAMES = {
    "PrivateDnsHostnameTypeOnLaunch": "HostnameType",
    "EnableResourceNameDnsARecordOnLaunch": "EnableResourceNameDnsARecord",
    "EnableResourceNameDnsAAAARecordOnLaunch": "EnableResourceNameDnsAAAARecord",
}


def plain(value):
    """A boolean of the request, which stands in a structure."""
    return value["Value"] if isinstance(value, dict) else value


@answers("ec2", "ModifySubnetAttribute")
def modify_subnet(call):
    answer = call.moto()
    kept = call.settings("subnets").setdefault(call.params["SubnetId"], {})
    for name in ("EnableDns64", *HOST_NAMES):
        if name in call.params:
            kept[name] = plain(call.params[name])
    return answer


@answers("ec2", "DescribeSubnets")
def describe_subnets(call):
    answer = call.moto()
    for subnet in answer["Subnets"]:
        kept = call.settings("subnets").get(subnet["SubnetId"], {})
        if "EnableDns64" in kept:
            subnet["EnableDns64"] = kept["EnableDns64"]
        shown = subnet.setdefault("PrivateDnsNameOptionsOnLaunch", {})
        shown.update({name: kept[asked] for asked, name in HOST_NAMES.items() if asked in kept})
    return answer


@answers("ec2", "DeleteSubnet")
def delete_subnet(call):
    answer = call.moto()
    call.settings("subnets").pop(call.params["SubnetId"], None)
    return answer


@answers("ec2", "CreateVpcEndpoint", "ModifyVpcEndpoint")
def put_endpoint(call):
    """moto chooses addresses at random, from outside of the subnets, and does not know of options of names."""
    answer, asked = call.moto(), call.params
    identifier = asked.get("VpcEndpointId") or answer["VpcEndpoint"]["VpcEndpointId"]
    if asked.get("DnsOptions"):
        call.settings("endpoints").setdefault(identifier, {}).update(asked["DnsOptions"])
    wanted = {one["SubnetId"]: one["Ipv4"] for one in asked.get("SubnetConfigurations", []) if one.get("Ipv4")}
    backend = call.backend()
    for interface in map(backend.get_network_interface, backend.vpc_end_points[identifier].network_interface_ids):
        address = wanted.get(interface.subnet.id)
        if address:
            interface.private_ip_address = address
            for one in interface.private_ip_addresses:
                if one.get("Primary"):
                    one["PrivateIpAddress"] = address
    if "VpcEndpoint" in answer:
        complete_endpoint(call, answer["VpcEndpoint"])
    return answer


def complete_endpoint(call, endpoint):
    kept = call.settings("endpoints").get(endpoint["VpcEndpointId"])
    if kept:
        endpoint["DnsOptions"] = endpoint.get("DnsOptions", {}) | kept


@answers("ec2", "DescribeVpcEndpoints")
def describe_endpoints(call):
    answer = call.moto()
    for endpoint in answer["VpcEndpoints"]:
        complete_endpoint(call, endpoint)
    return answer


@answers("ec2", "CreateCustomerGateway")
def create_customer_gateway(call):
    """moto loses the name of the device and the certificate."""
    answer = call.moto()
    gateway = answer["CustomerGateway"]
    names = ("DeviceName", "CertificateArn")
    call.settings("customer-gateways")[gateway["CustomerGatewayId"]] = {
        name: call.params[name] for name in names if call.params.get(name)
    }
    gateway.update(call.settings("customer-gateways")[gateway["CustomerGatewayId"]])
    return answer


@answers("ec2", "DescribeCustomerGateways")
def describe_customer_gateways(call):
    answer = call.moto()
    for gateway in answer["CustomerGateways"]:
        gateway.update(call.settings("customer-gateways").get(gateway["CustomerGatewayId"], {}))
    return answer


@answers("ec2", "CreateDhcpOptions")
def create_dhcp_options(call):
    """moto loses the tags."""
    answer = call.moto()
    options = answer["DhcpOptions"]
    given = call.params.get("TagSpecifications", [])
    tags = {tag["Key"]: tag["Value"] for one in given if one["ResourceType"] == "dhcp-options" for tag in one["Tags"]}
    if tags:
        call.backend().create_tags([options["DhcpOptionsId"]], tags)
        options["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return answer
