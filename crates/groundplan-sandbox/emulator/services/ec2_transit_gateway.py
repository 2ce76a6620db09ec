"""EC2: transit gateways, shared between accounts, with their tables of routes and attachments of networks.

moto has them within one account, and knows one table for everything. Nothing here is moto's but the tags.
"""

from datetime import datetime, timezone
from ipaddress import ip_network
from secrets import token_hex
from types import SimpleNamespace

from described import answers, refuse
from services.ram_receiving import received

OPTIONS = {
    "AmazonSideAsn": 64512,
    "AutoAcceptSharedAttachments": "disable",
    "DefaultRouteTableAssociation": "enable",
    "DefaultRouteTablePropagation": "enable",
    "DnsSupport": "enable",
    "MulticastSupport": "disable",
    "SecurityGroupReferencingSupport": "disable",
    "VpnEcmpSupport": "enable",
}
ATTACHMENT_OPTIONS = {
    "ApplianceModeSupport": "disable",
    "DnsSupport": "enable",
    "Ipv6Support": "disable",
    "SecurityGroupReferencingSupport": "enable",
}
# What is not shown of a table.
INNER = ("associations", "propagations", "routes", "owner")


def now():
    return datetime.now(timezone.utc)


def find(call, kind, identifier, code):
    """A thing of that kind, which another account may own."""
    for _, things in call.everywhere(kind):
        if identifier in things:
            return things[identifier]
    refuse(f"{code}.NotFound", f"{identifier} was deleted or does not exist.")


def gone(call, kind, thing, identifier, account=None):
    """Takes a thing away. AWS goes on showing it as deleted to those who ask for it by name, and they wait for that."""
    shown = {name: value for name, value in thing.items() if name not in INNER} | {"State": "deleted", "Tags": []}
    call.settings(kind, account=account)[identifier] = shown
    del call.documents(kind, account=account)[identifier]
    return shown


def gone_of(call, kind, ids):
    """Those of the identifiers that are shown as deleted."""
    everywhere = [call.settings(kind, account=account) for account, _ in call.everywhere(kind)]
    return [things[identifier] for things in everywhere for identifier in ids or [] if identifier in things]


def gateway(call, identifier=None):
    return find(call, "transit-gateway", identifier or call.params["TransitGatewayId"], "InvalidTransitGatewayID")


def table(call, identifier=None):
    identifier = identifier or call.params["TransitGatewayRouteTableId"]
    return find(call, "transit-gateway-route-table", identifier, "InvalidRouteTableID")


def attachment(call, identifier=None):
    identifier = identifier or call.params["TransitGatewayAttachmentId"]
    return find(call, "transit-gateway-attachment", identifier, "InvalidTransitGatewayAttachmentID")


def tag(call, identifier):
    """Tags are moto's, where the operations on tags find them; each account has its own."""
    for one in call.params.get("TagSpecifications", []):
        call.backend().create_tags([identifier], {tag["Key"]: tag.get("Value", "") for tag in one.get("Tags", [])})


def tagged(call, thing, identifier):
    shown = {name: value for name, value in thing.items() if name not in INNER}
    tags = call.backend().tags.get(identifier, {})
    return shown | {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def chosen(call, things, ids, names):
    """Those of the wanted identifiers that pass the filters; `names` says which member a filter looks at."""
    filters = {one["Name"]: one["Values"] for one in call.params.get("Filters", [])}
    for name in filters:
        if name not in names and not name.startswith("tag:"):
            refuse("InvalidParameterValue", f"The filter '{name}' is invalid")
    found = []
    for identifier, thing in things.items():
        shown = tagged(call, thing, identifier)
        tags = {f"tag:{one['Key']}": one["Value"] for one in shown["Tags"]}
        values = {name: str(shown.get(member)).lower() for name, member in names.items()} | tags
        wanted = all(values.get(name) in [one.lower() if name in names else one for one in some] for name, some in filters.items())
        if wanted and (not ids or identifier in ids):
            found.append(shown)
    return found


def make_table(call, of, association=False, propagation=False):
    identifier = f"tgw-rtb-{token_hex(8)}0"
    made = call.documents("transit-gateway-route-table", account=of["OwnerId"])[identifier] = {
        "TransitGatewayRouteTableId": identifier,
        "TransitGatewayId": of["TransitGatewayId"],
        "State": "available",
        "DefaultAssociationRouteTable": association,
        "DefaultPropagationRouteTable": propagation,
        "CreationTime": now(),
        "associations": {},
        "propagations": {},
        "routes": {},
    }
    return made


@answers("ec2", "CreateTransitGateway")
def create_gateway(call):
    identifier = f"tgw-{token_hex(8)}0"
    options = OPTIONS | call.params.get("Options", {})
    made = call.documents("transit-gateway")[identifier] = {
        "TransitGatewayId": identifier,
        "TransitGatewayArn": call.arn(f"transit-gateway/{identifier}"),
        "State": "available",
        "OwnerId": call.account,
        "Description": call.params.get("Description", ""),
        "CreationTime": now(),
        "Options": options,
    }
    associates = options["DefaultRouteTableAssociation"] == "enable"
    propagates = options["DefaultRouteTablePropagation"] == "enable"
    if associates or propagates:
        default = make_table(call, made, associates, propagates)["TransitGatewayRouteTableId"]
        options.update({"AssociationDefaultRouteTableId": default} if associates else {})
        options.update({"PropagationDefaultRouteTableId": default} if propagates else {})
    tag(call, identifier)
    return {"TransitGateway": tagged(call, made, identifier)}


@answers("ec2", "ModifyTransitGateway")
def modify_gateway(call):
    found, asked = gateway(call), dict(call.params.get("Options", {}))
    found["Description"] = call.params.get("Description", found["Description"])
    blocks = [one for one in found["Options"].get("TransitGatewayCidrBlocks", []) if one not in asked.pop("RemoveTransitGatewayCidrBlocks", [])]
    found["Options"]["TransitGatewayCidrBlocks"] = blocks + asked.pop("AddTransitGatewayCidrBlocks", [])
    found["Options"].update(asked)
    return {"TransitGateway": tagged(call, found, found["TransitGatewayId"])}


def visible(call):
    """The account's own gateways, and those that another account shares with it."""
    own = call.documents("transit-gateway")
    shared = {arn for share in received(call) for arn in share.resource_arns}
    others = [things for account, things in call.everywhere("transit-gateway") if account != call.account]
    return own | {name: one for things in others for name, one in things.items() if one["TransitGatewayArn"] in shared}


@answers("ec2", "DescribeTransitGateways")
def describe_gateways(call):
    ids, things = call.params.get("TransitGatewayIds"), visible(call)
    deleted = gone_of(call, "transit-gateway", ids)
    if deleted:
        return {"TransitGateways": deleted}
    for identifier in ids or []:
        if identifier not in things:
            refuse("InvalidTransitGatewayID.NotFound", f"Transit Gateway {identifier} was deleted or does not exist.")
    names = {"transit-gateway-id": "TransitGatewayId", "state": "State", "owner-id": "OwnerId"}
    return {"TransitGateways": chosen(call, things, ids, names)}


@answers("ec2", "DeleteTransitGateway")
def delete_gateway(call):
    found = gateway(call)
    identifier = found["TransitGatewayId"]
    if any(one["TransitGatewayId"] == identifier for _, things in call.everywhere("transit-gateway-attachment") for one in things.values()):
        refuse("IncorrectState", f"{identifier} has non-deleted attachments.")
    tables = call.documents("transit-gateway-route-table")
    for name in [name for name, one in tables.items() if one["TransitGatewayId"] == identifier]:
        gone(call, "transit-gateway-route-table", tables[name], name)
    return {"TransitGateway": gone(call, "transit-gateway", found, identifier)}


@answers("ec2", "CreateTransitGatewayRouteTable")
def create_table(call):
    made = make_table(call, gateway(call))
    tag(call, made["TransitGatewayRouteTableId"])
    return {"TransitGatewayRouteTable": tagged(call, made, made["TransitGatewayRouteTableId"])}


@answers("ec2", "DescribeTransitGatewayRouteTables")
def describe_tables(call):
    names = {
        "default-association-route-table": "DefaultAssociationRouteTable",
        "default-propagation-route-table": "DefaultPropagationRouteTable",
        "state": "State",
        "transit-gateway-id": "TransitGatewayId",
        "transit-gateway-route-table-id": "TransitGatewayRouteTableId",
    }
    ids, things = call.params.get("TransitGatewayRouteTableIds"), call.documents("transit-gateway-route-table")
    deleted = gone_of(call, "transit-gateway-route-table", ids)
    if deleted:
        return {"TransitGatewayRouteTables": deleted}
    for identifier in ids or []:
        table(call, identifier)
    return {"TransitGatewayRouteTables": chosen(call, things, ids, names)}


@answers("ec2", "DeleteTransitGatewayRouteTable")
def delete_table(call):
    found = table(call)
    if found["associations"]:
        refuse("IncorrectState", f"{found['TransitGatewayRouteTableId']} has associations.")
    shown = gone(call, "transit-gateway-route-table", found, found["TransitGatewayRouteTableId"])
    return {"TransitGatewayRouteTable": shown}


@answers("ec2", "CreateTransitGatewayVpcAttachment")
def attach(call):
    of, asked = visible(call).get(call.params["TransitGatewayId"]), call.params
    if of is None:
        refuse("InvalidTransitGatewayID.NotFound", f"Transit Gateway {asked['TransitGatewayId']} was deleted or does not exist.")
    call.backend().get_vpc(asked["VpcId"])
    call.backend().describe_subnets(subnet_ids=asked["SubnetIds"])
    things = call.documents("transit-gateway-attachment")
    if any(one["TransitGatewayId"] == of["TransitGatewayId"] and one["VpcId"] == asked["VpcId"] for one in things.values()):
        refuse("DuplicateTransitGatewayAttachment", f"{of['TransitGatewayId']} has non-deleted Transit Gateway Attachments with same VPC ID.")
    identifier = f"tgw-attach-{token_hex(8)}0"
    made = things[identifier] = {
        "TransitGatewayAttachmentId": identifier,
        "TransitGatewayId": of["TransitGatewayId"],
        "VpcId": asked["VpcId"],
        "VpcOwnerId": call.account,
        "State": "pendingAcceptance",
        "SubnetIds": asked["SubnetIds"],
        "CreationTime": now(),
        "Options": ATTACHMENT_OPTIONS | asked.get("Options", {}),
    }
    tag(call, identifier)
    if of["OwnerId"] == call.account or of["Options"]["AutoAcceptSharedAttachments"] == "enable":
        take_in(call, of, made)
    return {"TransitGatewayVpcAttachment": tagged(call, made, identifier)}


def take_in(call, of, made):
    made["State"] = "available"
    for option, part in (("AssociationDefaultRouteTableId", "associations"), ("PropagationDefaultRouteTableId", "propagations")):
        default = of["Options"].get(option)
        switch = "DefaultRouteTableAssociation" if part == "associations" else "DefaultRouteTablePropagation"
        if default and of["Options"][switch] == "enable":
            table(call, default)[part][made["TransitGatewayAttachmentId"]] = made["VpcId"]


@answers("ec2", "AcceptTransitGatewayVpcAttachment", "RejectTransitGatewayVpcAttachment")
def accept(call):
    found = attachment(call)
    of = gateway(call, found["TransitGatewayId"])
    if found["State"] != "pendingAcceptance" or of["OwnerId"] != call.account:
        refuse("IncorrectState", f"{found['TransitGatewayAttachmentId']} is not waiting to be accepted by this account.")
    if call.operation.startswith("Accept"):
        take_in(call, of, found)
    else:
        found["State"] = "rejected"
    return {"TransitGatewayVpcAttachment": tagged(call, found, found["TransitGatewayAttachmentId"])}


@answers("ec2", "ModifyTransitGatewayVpcAttachment")
def modify_attachment(call):
    found, asked = attachment(call), call.params
    kept = [one for one in found["SubnetIds"] if one not in asked.get("RemoveSubnetIds", [])]
    found["SubnetIds"] = kept + asked.get("AddSubnetIds", [])
    found["Options"].update(asked.get("Options", {}))
    return {"TransitGatewayVpcAttachment": tagged(call, found, found["TransitGatewayAttachmentId"])}


def seen(call):
    """The account's attachments, and those to its gateways."""
    own = call.documents("transit-gateway")
    return {
        name: one
        for account, things in call.everywhere("transit-gateway-attachment")
        for name, one in things.items()
        if account == call.account or one["TransitGatewayId"] in own
    }


@answers("ec2", "DescribeTransitGatewayVpcAttachments")
def describe_attachments(call):
    names = {
        "state": "State",
        "transit-gateway-attachment-id": "TransitGatewayAttachmentId",
        "transit-gateway-id": "TransitGatewayId",
        "vpc-id": "VpcId",
    }
    ids, things = call.params.get("TransitGatewayAttachmentIds"), seen(call)
    deleted = gone_of(call, "transit-gateway-attachment", ids)
    if deleted:
        return {"TransitGatewayVpcAttachments": deleted}
    for identifier in ids or []:
        if identifier not in things:
            refuse("InvalidTransitGatewayAttachmentID.NotFound", f"{identifier} was deleted or does not exist.")
    return {"TransitGatewayVpcAttachments": chosen(call, things, ids, names)}


@answers("ec2", "DescribeTransitGatewayAttachments")
def describe_any_attachments(call):
    shown = {}
    for identifier, one in seen(call).items():
        of = gateway(call, one["TransitGatewayId"])
        shown[identifier] = {
            "TransitGatewayAttachmentId": identifier,
            "TransitGatewayId": one["TransitGatewayId"],
            "TransitGatewayOwnerId": of["OwnerId"],
            "ResourceOwnerId": one["VpcOwnerId"],
            "ResourceType": "vpc",
            "ResourceId": one["VpcId"],
            "State": one["State"],
            "CreationTime": one["CreationTime"],
        }
        for _, tables in call.everywhere("transit-gateway-route-table"):
            for name, of_routes in tables.items():
                if identifier in of_routes["associations"]:
                    shown[identifier]["Association"] = {"TransitGatewayRouteTableId": name, "State": "associated"}
    names = {
        "resource-id": "ResourceId",
        "resource-type": "ResourceType",
        "resource-owner-id": "ResourceOwnerId",
        "state": "State",
        "transit-gateway-attachment-id": "TransitGatewayAttachmentId",
        "transit-gateway-id": "TransitGatewayId",
        "transit-gateway-owner-id": "TransitGatewayOwnerId",
    }
    return {"TransitGatewayAttachments": chosen(call, shown, call.params.get("TransitGatewayAttachmentIds"), names)}


@answers("ec2", "DeleteTransitGatewayVpcAttachment")
def detach(call):
    found = attachment(call)
    identifier = found["TransitGatewayAttachmentId"]
    for _, tables in call.everywhere("transit-gateway-route-table"):
        for one in tables.values():
            one["associations"].pop(identifier, None)
            one["propagations"].pop(identifier, None)
            for route in one["routes"].values():
                if route["attachment"] == identifier:
                    route.update(attachment=None, state="blackhole")
    shown = gone(call, "transit-gateway-attachment", found, identifier, account=found["VpcOwnerId"])
    return {"TransitGatewayVpcAttachment": shown}


def relation(call, state):
    found, of = attachment(call), table(call)
    return {
        "TransitGatewayRouteTableId": of["TransitGatewayRouteTableId"],
        "TransitGatewayAttachmentId": found["TransitGatewayAttachmentId"],
        "ResourceId": found["VpcId"],
        "ResourceType": "vpc",
        "State": state,
    }


@answers("ec2", "AssociateTransitGatewayRouteTable", "DisassociateTransitGatewayRouteTable")
def associate(call):
    of, found = table(call), attachment(call)
    identifier = found["TransitGatewayAttachmentId"]
    if call.operation.startswith("Disassociate"):
        if of["associations"].pop(identifier, None) is None:
            refuse("InvalidAssociation.NotFound", f"{identifier} is not associated with the table.")
        return {"Association": relation(call, "disassociating")}
    tables = [one for _, things in call.everywhere("transit-gateway-route-table") for one in things.values()]
    if any(identifier in one["associations"] for one in tables):
        refuse("Resource.AlreadyAssociated", f"Transit Gateway Attachment {identifier} is already associated to a route table.")
    of["associations"][identifier] = found["VpcId"]
    return {"Association": relation(call, "associating")}


@answers("ec2", "EnableTransitGatewayRouteTablePropagation", "DisableTransitGatewayRouteTablePropagation")
def propagate(call):
    of, found = table(call), attachment(call)
    identifier = found["TransitGatewayAttachmentId"]
    if call.operation.startswith("Enable"):
        of["propagations"][identifier] = found["VpcId"]
        return {"Propagation": relation(call, "enabled")}
    of["propagations"].pop(identifier, None)
    return {"Propagation": relation(call, "disabled")}


def relations(call, part, state):
    filters = {one["Name"]: one["Values"] for one in call.params.get("Filters", [])}
    wanted = filters.get("transit-gateway-attachment-id")
    return [
        {"TransitGatewayAttachmentId": identifier, "ResourceId": vpc, "ResourceType": "vpc", "State": state}
        for identifier, vpc in table(call)[part].items()
        if (not wanted or identifier in wanted) and vpc in filters.get("resource-id", [vpc])
    ]


@answers("ec2", "GetTransitGatewayRouteTableAssociations")
def associations(call):
    return {"Associations": relations(call, "associations", "associated")}


@answers("ec2", "GetTransitGatewayRouteTablePropagations")
def propagations(call):
    return {"TransitGatewayRouteTablePropagations": relations(call, "propagations", "enabled")}


@answers("ec2", "GetTransitGatewayAttachmentPropagations")
def propagations_of(call):
    identifier = attachment(call)["TransitGatewayAttachmentId"]
    filters = {one["Name"]: one["Values"] for one in call.params.get("Filters", [])}
    found = [
        {"TransitGatewayRouteTableId": name, "State": "enabled"}
        for _, tables in call.everywhere("transit-gateway-route-table")
        for name, one in tables.items()
        if identifier in one["propagations"] and name in filters.get("transit-gateway-route-table-id", [name])
    ]
    return {"TransitGatewayAttachmentPropagations": found}


def route_shown(call, block, route):
    shown = {"DestinationCidrBlock": block, "Type": route["type"], "State": route["state"]}
    if route["attachment"]:
        found = attachment(call, route["attachment"])
        shown["TransitGatewayAttachments"] = [
            {"ResourceId": found["VpcId"], "ResourceType": "vpc", "TransitGatewayAttachmentId": route["attachment"]}
        ]
    return shown


@answers("ec2", "CreateTransitGatewayRoute", "ReplaceTransitGatewayRoute")
def create_route(call):
    block, of = call.params["DestinationCidrBlock"], table(call)
    if call.operation.startswith("Create") and block in of["routes"]:
        refuse("RouteAlreadyExists", f"The route {block} already exists in the table.")
    through = call.params.get("TransitGatewayAttachmentId")
    if through:
        attachment(call)
    elif not call.params.get("Blackhole"):
        refuse("MissingParameter", "The request must contain an attachment, or say that it is a blackhole.")
    of["routes"][block] = {"type": "static", "state": "active" if through else "blackhole", "attachment": through}
    return {"Route": route_shown(call, block, of["routes"][block])}


@answers("ec2", "DeleteTransitGatewayRoute")
def delete_route(call):
    block, of = call.params["DestinationCidrBlock"], table(call)
    if block not in of["routes"]:
        refuse("InvalidRoute.NotFound", f"The route {block} does not exist in the table.")
    return {"Route": route_shown(call, block, of["routes"].pop(block)) | {"State": "deleted"}}


@answers("ec2", "SearchTransitGatewayRoutes")
def search_routes(call):
    """Static routes, and one for each range of the networks that are propagated."""
    from moto.ec2.models import ec2_backends

    of = table(call)
    routes = {}
    for identifier in of["propagations"]:
        found = attachment(call, identifier)
        vpc = ec2_backends[found["VpcOwnerId"]][call.region].vpcs[found["VpcId"]]
        routes[vpc.cidr_block] = {"type": "propagated", "state": "active", "attachment": identifier}
    routes |= of["routes"]
    filters = {one["Name"]: one["Values"] for one in call.params["Filters"]}

    def matches(block, route):
        network = ip_network(block)
        exact = filters.get("route-search.exact-match")
        within = filters.get("route-search.supernet-of-match")
        inside = filters.get("route-search.subnet-of-match")
        return (
            route["type"] in filters.get("type", [route["type"]])
            and route["state"] in filters.get("state", [route["state"]])
            and (not exact or block in exact)
            and (not within or any(ip_network(one).subnet_of(network) for one in within))
            and (not inside or any(network.subnet_of(ip_network(one)) for one in inside))
        )

    found = [route_shown(call, block, route) for block, route in routes.items() if matches(block, route)]
    return {"Routes": found, "AdditionalRoutesAvailable": False}


@answers("ec2", "CreateRoute", "ReplaceRoute")
def route_of_network(call):
    """A network's own route to a gateway: moto looks it up among its own."""
    identifier = call.params.get("TransitGatewayId")
    if identifier:
        gateway(call)
        call.backend().transit_gateways.setdefault(identifier, SimpleNamespace(id=identifier))
    return call.moto()
