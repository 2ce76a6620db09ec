"""EKS: who may use a cluster (access entries and their policies), and which role a pod has (pod identity)."""

from secrets import token_hex

from described import answers, refuse
from services.eks import cluster_name, make_association, now, tags


def entries(call):
    return call.documents("access-entry")


def entry(call):
    key = (cluster_name(call), call.params["principalArn"])
    if key not in entries(call):
        refuse("ResourceNotFoundException", f"The specified principalArn could not be found: {key[1]}")
    return entries(call)[key]


@answers("eks", "CreateAccessEntry")
def create_entry(call):
    cluster, principal = key = (cluster_name(call), call.params["principalArn"])
    if key in entries(call):
        refuse("ResourceInUseException", f"The specified access entry resource is already in use on this cluster: {principal}")
    kind, account, name = principal.split(":")[5].split("/")[0], principal.split(":")[4], principal.split("/")[-1]
    arn = call.arn(f"access-entry/{cluster}/{kind}/{account}/{name}/{token_hex(16)}")
    session = f"arn:{call.partition}:sts::{account}:assumed-role/{name}/{{{{SessionName}}}}"
    shown = {
        "clusterName": cluster,
        "principalArn": principal,
        "kubernetesGroups": call.params.get("kubernetesGroups", []),
        "accessEntryArn": arn,
        "createdAt": now(),
        "modifiedAt": now(),
        "tags": call.params.get("tags", {}),
        "username": call.params.get("username", session if kind == "role" else principal),
        "type": call.params.get("type", "STANDARD"),
    }
    tags(call)[arn] = shown["tags"]
    entries(call)[key] = {"arn": arn, "shown": shown, "policies": {}}
    return {"accessEntry": shown}


@answers("eks", "DescribeAccessEntry")
def describe_entry(call):
    return {"accessEntry": entry(call)["shown"]}


@answers("eks", "UpdateAccessEntry")
def update_entry(call):
    shown = entry(call)["shown"]
    shown.update({key: call.params[key] for key in ("kubernetesGroups", "username") if key in call.params})
    shown["modifiedAt"] = now()
    return {"accessEntry": shown}


@answers("eks", "DeleteAccessEntry")
def delete_entry(call):
    tags(call).pop(entry(call)["arn"], None)
    del entries(call)[(call.params["clusterName"], call.params["principalArn"])]
    return {}


@answers("eks", "ListAccessEntries")
def list_entries(call):
    cluster = cluster_name(call)
    return {"accessEntries": [principal for of, principal in entries(call) if of == cluster]}


@answers("eks", "AssociateAccessPolicy")
def associate_policy(call):
    found, policy = entry(call), call.params["policyArn"]
    if ":aws:cluster-access-policy/" not in policy:
        refuse("ResourceNotFoundException", f"The policyArn parameter format is not valid: {policy}")
    made = {"policyArn": policy, "accessScope": call.params["accessScope"], "associatedAt": now(), "modifiedAt": now()}
    found["policies"][policy] = made
    names = ("clusterName", "principalArn")
    return {key: call.params[key] for key in names} | {"associatedAccessPolicy": made}


@answers("eks", "ListAssociatedAccessPolicies")
def list_policies(call):
    names = ("clusterName", "principalArn")
    return {key: call.params[key] for key in names} | {"associatedAccessPolicies": list(entry(call)["policies"].values())}


@answers("eks", "DisassociateAccessPolicy")
def disassociate_policy(call):
    if entry(call)["policies"].pop(call.params["policyArn"], None) is None:
        refuse("ResourceNotFoundException", "The policy is not associated with the principal.")
    return {}


def associations(call):
    return call.documents("pod-identity-association")


def association(call):
    key = (cluster_name(call), call.params["associationId"])
    if key not in associations(call):
        refuse("ResourceNotFoundException", f"No pod identity association found for ID: {key[1]}")
    return associations(call)[key]


@answers("eks", "CreatePodIdentityAssociation")
def create_association(call):
    cluster, asked = cluster_name(call), call.params
    for (of, _), other in associations(call).items():
        if of == cluster and all(other["shown"][key] == asked[key] for key in ("namespace", "serviceAccount")):
            refuse("ResourceInUseException", "Association already exists for the service account.")
    return {"association": make_association(call, cluster, asked)}


@answers("eks", "DescribePodIdentityAssociation")
def describe_association(call):
    return {"association": association(call)["shown"]}


@answers("eks", "UpdatePodIdentityAssociation")
def update_association(call):
    shown = association(call)["shown"]
    shown.update({key: call.params[key] for key in ("roleArn", "targetRoleArn", "disableSessionTags") if key in call.params})
    shown["modifiedAt"] = now()
    return {"association": shown}


@answers("eks", "DeletePodIdentityAssociation")
def delete_association(call):
    found = association(call)
    del associations(call)[(call.params["clusterName"], call.params["associationId"])]
    tags(call).pop(found["arn"], None)
    return {"association": found["shown"]}


@answers("eks", "ListPodIdentityAssociations")
def list_associations(call):
    cluster = cluster_name(call)
    names = ("clusterName", "namespace", "serviceAccount", "associationArn", "associationId", "ownerArn")
    found = [one["shown"] for (of, _), one in associations(call).items() if of == cluster]
    wanted = [key for key in ("namespace", "serviceAccount") if key in call.params]
    found = [one for one in found if all(one[key] == call.params[key] for key in wanted)]
    return {"associations": [{key: one[key] for key in names if key in one} for one in found]}
