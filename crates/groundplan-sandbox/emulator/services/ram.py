"""RAM: which permissions a share of resources grants: AWS's own of each kind of resource, where nothing else was asked for."""

from described import answers, refuse


def share(call):
    for one in call.backend().resource_shares:
        if one.arn == call.params["resourceShareArn"] and one.status != "DELETED":
            return one
    refuse("UnknownResourceException", f"ResourceShare {call.params['resourceShareArn']} could not be found.")


def kinds(of):
    """The kinds of the shared resources as RAM names them: `ec2:TransitGateway`."""
    for arn in of.resource_arns:
        _, _, service, _, _, resource = arn.split(":", 5)
        yield f"{service}:{resource.split('/')[0].split(':')[0].replace('-', '')}".lower()


@answers("ram", "ListResourceSharePermissions")
def permissions(call):
    of = share(call)
    asked = call.settings("permissions").get(of.arn, [])
    shared = set(kinds(of))
    found = []
    for permission in (one.describe() for one in call.backend().managed_permissions):
        by_default = permission["isResourceTypeDefault"] and permission["resourceType"].lower() in shared
        if permission["arn"] in asked or (by_default and not asked):
            found.append({**permission, "status": "ASSOCIATED"})
    return {"permissions": found}


@answers("ram", "CreateResourceShare")
def create(call):
    answer = call.moto()
    arn = answer["resourceShare"]["resourceShareArn"]
    call.settings("permissions")[arn] = call.params.get("permissionArns", [])
    tags(call, arn).update({one["key"]: one["value"] for one in call.params.get("tags", [])})
    return answer


@answers("ram", "AssociateResourceShare", "DisassociateResourceShare")
def change(call):
    """Adds to a share or takes away from it: resources and principals are there, or gone, at once."""
    of = share(call)
    resources, principals = call.params.get("resourceArns", []), call.params.get("principals", [])
    if call.operation.startswith("Associate"):
        of.add_principals([one for one in principals if one not in of.principals])
        of.add_resources([one for one in resources if one not in of.resource_arns])
    else:
        of.principals = [one for one in of.principals if one not in principals]
        of.resource_arns = [one for one in of.resource_arns if one not in resources]
    status = "ASSOCIATING" if call.operation.startswith("Associate") else "DISASSOCIATING"
    changed = [(one, "RESOURCE") for one in resources] + [(one, "PRINCIPAL") for one in principals]
    return {
        "resourceShareAssociations": [
            {
                "resourceShareArn": of.arn,
                "resourceShareName": of.name,
                "associatedEntity": one,
                "associationType": kind,
                "status": status,
                "creationTime": of.creation_time,
                "lastUpdatedTime": of.last_updated_time,
                "external": False,
            }
            for one, kind in changed
        ]
    }


def tags(call, arn):
    return call.settings("tags").setdefault(arn, {})


@answers("ram", "GetResourceShares")
def shares(call):
    """With their tags, which moto loses, and by their name."""
    answer = call.moto()
    asked, found = call.params, answer["resourceShares"]
    if asked.get("resourceShareArns"):
        found = [one for one in found if one["resourceShareArn"] in asked["resourceShareArns"]]
    if asked.get("name"):
        found = [one for one in found if one["name"] == asked["name"]]
    if asked.get("resourceShareStatus"):
        found = [one for one in found if one["status"] == asked["resourceShareStatus"]]
    for one in found:
        own = tags(call, one["resourceShareArn"])
        one["tags"] = [{"key": key, "value": value} for key, value in own.items()]
    return {"resourceShares": found}


@answers("ram", "TagResource")
def tag(call):
    tags(call, share(call).arn).update({one["key"]: one["value"] for one in call.params["tags"]})
    return {}


@answers("ram", "UntagResource")
def untag(call):
    for key in call.params["tagKeys"]:
        tags(call, share(call).arn).pop(key, None)
    return {}


@answers("ram", "DeleteResourceShare")
def delete(call):
    answer = call.moto()
    for kind in ("permissions", "tags"):
        call.settings(kind).pop(call.params["resourceShareArn"], None)
    return answer
