"""RAM: which permissions a share of resources grants: AWS's own of each kind of resource, where nothing else was asked for."""

from described import answers, refuse
from services.ram_receiving import check, invite, kind, received, uninvite


def share(call):
    for one in call.backend().resource_shares:
        if one.arn == call.params["resourceShareArn"] and one.status != "DELETED":
            return one
    refuse("UnknownResourceException", f"ResourceShare {call.params['resourceShareArn']} could not be found.")


@answers("ram", "ListResourceSharePermissions")
def permissions(call):
    of = share(call)
    asked = call.settings("permissions").get(of.arn, [])
    shared = {kind(arn).lower() for arn in of.resource_arns}
    found = []
    for permission in (one.describe() for one in call.backend().managed_permissions):
        by_default = permission["isResourceTypeDefault"] and permission["resourceType"].lower() in shared
        if permission["arn"] in asked or (by_default and not asked):
            found.append({**permission, "status": "ASSOCIATED"})
    return {"permissions": found}


@answers("ram", "CreateResourceShare")
def create(call):
    from moto.ram.models import ResourceShare

    asked = call.params
    of = ResourceShare(call.account, call.region, **asked)
    principals = asked.get("principals", [])
    check(call, of, principals)
    of.add_resources(asked.get("resourceArns", []))
    of.principals = list(principals)
    call.backend().resource_shares.append(of)
    invite(call, of, principals)
    call.settings("permissions")[of.arn] = asked.get("permissionArns", [])
    tags(call, of.arn).update({one["key"]: one["value"] for one in asked.get("tags", [])})
    return {"resourceShare": described(call, of)}


def described(call, of):
    own = tags(call, of.arn) if of.owning_account_id == call.account else {}
    times = {"creationTime": of.creation_time, "lastUpdatedTime": of.last_updated_time}
    return of.describe() | times | {"tags": [{"key": key, "value": value} for key, value in own.items()]}


@answers("ram", "AssociateResourceShare", "DisassociateResourceShare")
def change(call):
    """Adds to a share or takes away from it: at once, but for accounts that are asked. Others may leave a share."""
    resources, principals = call.params.get("resourceArns", []), call.params.get("principals", [])
    leaves = call.operation.startswith("Disassociate") and not resources and principals == [call.account]
    of = next((one for one in received(call) if leaves and one.arn == call.params["resourceShareArn"]), None) or share(call)
    if call.operation.startswith("Associate"):
        check(call, of, principals)
        invite(call, of, [one for one in principals if one not in of.principals])
        of.principals += [one for one in principals if one not in of.principals]
        of.add_resources([one for one in resources if one not in of.resource_arns])
    else:
        uninvite(call, of, principals)
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
                "associationType": of_kind,
                "status": status,
                "creationTime": of.creation_time,
                "lastUpdatedTime": of.last_updated_time,
                "external": False,
            }
            for one, of_kind in changed
        ]
    }


def tags(call, arn):
    return call.settings("tags").setdefault(arn, {})


@answers("ram", "GetResourceShares")
def shares(call):
    """With their tags, which moto loses, and by their name; also those of other accounts, which moto does not have."""
    asked = call.params
    own = asked["resourceOwner"] == "SELF"
    found = [described(call, of) for of in (call.backend().resource_shares if own else received(call))]
    if asked.get("resourceShareArns"):
        found = [one for one in found if one["resourceShareArn"] in asked["resourceShareArns"]]
    if asked.get("name"):
        found = [one for one in found if one["name"] == asked["name"]]
    if asked.get("resourceShareStatus"):
        found = [one for one in found if one["status"] == asked["resourceShareStatus"]]
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
    of = share(call)
    uninvite(call, of, of.principals)
    answer = call.moto()
    for kind in ("permissions", "tags"):
        call.settings(kind).pop(call.params["resourceShareArn"], None)
    return answer
