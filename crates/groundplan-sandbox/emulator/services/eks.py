"""EKS: add-ons, access entries, pod identity, changes; and what clusters and groups of nodes were asked for. All is ready at once."""

from datetime import datetime, timezone
from secrets import token_hex
from uuid import uuid4

from described import answers, refuse

# The add-ons of AWS: the newest first, as AWS lists them.
ADDONS = {
    "amazon-cloudwatch-observability": ("observability", ["v4.1.0-eksbuild.1", "v3.7.0-eksbuild.1"]),
    "aws-ebs-csi-driver": ("storage", ["v1.45.0-eksbuild.2", "v1.44.0-eksbuild.1"]),
    "aws-efs-csi-driver": ("storage", ["v2.1.8-eksbuild.1", "v2.1.7-eksbuild.1"]),
    "aws-guardduty-agent": ("security", ["v1.10.0-eksbuild.2", "v1.9.0-eksbuild.2"]),
    "coredns": ("networking", ["v1.12.1-eksbuild.2", "v1.11.4-eksbuild.14"]),
    "eks-node-monitoring-agent": ("observability", ["v1.3.0-eksbuild.2", "v1.2.0-eksbuild.1"]),
    "eks-pod-identity-agent": ("security", ["v1.3.7-eksbuild.2", "v1.3.5-eksbuild.2"]),
    "kube-proxy": ("networking", ["v1.35.0-eksbuild.2", "v1.34.0-eksbuild.2"]),
    "metrics-server": ("observability", ["v0.7.2-eksbuild.4", "v0.7.2-eksbuild.3"]),
    "snapshot-controller": ("storage", ["v8.2.0-eksbuild.1", "v8.1.0-eksbuild.2"]),
    "vpc-cni": ("networking", ["v1.19.6-eksbuild.1", "v1.19.5-eksbuild.3"]),
}
KUBERNETES = ("1.31", "1.32", "1.33", "1.34", "1.35")
NEWEST = KUBERNETES[-1]
# Shown of a cluster as they were asked for.
OF_CLUSTER = (
    "computeConfig",
    "deletionProtection",
    "remoteNetworkConfig",
    "storageConfig",
    "upgradePolicy",
    "zonalShiftConfig",
)
OF_NODES = ("diskSize", "labels", "nodeRepairConfig", "scalingConfig", "taints", "updateConfig", "version")


def now():
    return datetime.now(timezone.utc)


def cluster_name(call):
    """The name of the call's cluster, which must be there."""
    name = call.params.get("clusterName") or call.params["name"]
    if name not in call.backend().clusters:
        refuse("ResourceNotFoundException", f"No cluster found for name: {name}.")
    return name


def tags(call):
    """Tags of what moto does not know, by ARN."""
    return call.settings("tags")


def updated(call, kind, subject):
    update = {
        "id": str(uuid4()),
        "status": "Successful",
        "type": kind,
        "params": [],
        "createdAt": now(),
        "errors": [],
    }
    call.settings("updates")[update["id"]] = update | {"subject": subject}
    return {"update": update}


@answers("eks", "DescribeUpdate")
def describe_update(call):
    found = call.settings("updates").get(call.params["updateId"])
    if found is None:
        refuse("ResourceNotFoundException", f"No update found for ID: {call.params['updateId']}.")
    return {"update": {name: value for name, value in found.items() if name != "subject"}}


def kept_of_cluster(call, name):
    return call.settings("clusters").setdefault(name, {})


def complete_cluster(call, shown):
    kept = kept_of_cluster(call, shown["name"])
    shown.update({key: kept[key] for key in OF_CLUSTER if key in kept})
    shown["version"] = kept.get("version", shown["version"])
    shown.setdefault("upgradePolicy", {"supportType": "EXTENDED"})
    shown["accessConfig"] = {"authenticationMode": "CONFIG_MAP"} | kept.get("accessConfig", {})
    network = kept.get("resourcesVpcConfig", {})
    shown["resourcesVpcConfig"] = shown["resourcesVpcConfig"] | {
        "endpointPublicAccess": network.get("endpointPublicAccess", True),
        "endpointPrivateAccess": network.get("endpointPrivateAccess", False),
        "publicAccessCidrs": network.get("publicAccessCidrs", ["0.0.0.0/0"]) if network.get("endpointPublicAccess", True) else [],
        "securityGroupIds": network.get("securityGroupIds", []),
        "subnetIds": network.get("subnetIds", []),
        "clusterSecurityGroupId": kept.get("group"),
        "vpcId": kept.get("vpc"),
    }
    on_load = {"elasticLoadBalancing": {"enabled": False}}
    asked = kept.get("kubernetesNetworkConfig", {})
    shown["kubernetesNetworkConfig"] = {"serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4"} | on_load | asked
    wanted = [one for one in kept.get("logging", {}).get("clusterLogging", []) if one.get("enabled")]
    types = [kind for one in wanted for kind in one.get("types", [])]
    every = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
    logging = [{"types": types, "enabled": True}] if types else []
    rest = [kind for kind in every if kind not in types]
    shown["logging"] = {"clusterLogging": logging + ([{"types": rest, "enabled": False}] if rest else [])}
    issuer = kept.get("issuer")
    if issuer:
        shown["identity"] = {"oidc": {"issuer": issuer}}
    return shown


@answers("eks", "CreateCluster")
def create_cluster(call):
    answer, asked = call.moto(), call.params
    kept = kept_of_cluster(call, asked["name"])
    kept.update({key: asked[key] for key in (*OF_CLUSTER, "accessConfig", "kubernetesNetworkConfig", "logging", "resourcesVpcConfig") if key in asked})
    kept["version"] = asked.get("version", NEWEST)
    kept["issuer"] = f"https://oidc.eks.{call.region}.amazonaws.com/id/{token_hex(16).upper()}"
    ec2 = call.backend("ec2")
    subnets = ec2.describe_subnets(subnet_ids=asked["resourcesVpcConfig"].get("subnetIds"))
    kept["vpc"] = subnets[0].vpc_id if subnets else None
    if subnets:
        # AWS makes this group with the cluster, and takes it away with it.
        group = ec2.create_security_group(
            f"eks-cluster-sg-{asked['name']}-{token_hex(4)}", "EKS created security group applied to ENI", vpc_id=kept["vpc"]
        )
        kept["group"] = group.id
    access = kept.get("accessConfig", {})
    if access.get("authenticationMode", "CONFIG_MAP") != "CONFIG_MAP" and access.get("bootstrapClusterCreatorAdminPermissions", True):
        kept["accessConfig"] = {"bootstrapClusterCreatorAdminPermissions": True} | access
    complete_cluster(call, answer["cluster"])
    return answer


@answers("eks", "DescribeCluster")
def describe_cluster(call):
    answer = call.moto()
    complete_cluster(call, answer["cluster"])
    return answer


@answers("eks", "DeleteCluster")
def delete_cluster(call):
    name = cluster_name(call)
    kept = kept_of_cluster(call, name)
    if kept.get("deletionProtection"):
        refuse("InvalidRequestException", f"Cluster {name} has deletion protection.")
    answer = call.moto()
    complete_cluster(call, answer["cluster"])
    group = call.settings("clusters").pop(name, {}).get("group")
    if group:
        call.backend("ec2").delete_security_group(group_id=group)
    for kind in ("addon", "access-entry", "pod-identity-association"):
        things = call.documents(kind)
        for key in [key for key in things if key[0] == name]:
            tags(call).pop(things.pop(key).get("arn"), None)
    return answer


@answers("eks", "UpdateClusterConfig")
def update_cluster(call):
    name, asked = cluster_name(call), call.params
    kept = kept_of_cluster(call, name)
    kinds = {"logging": "LoggingUpdate", "resourcesVpcConfig": "EndpointAccessUpdate", "accessConfig": "AccessConfigUpdate"}
    kinds |= {"upgradePolicy": "UpgradePolicyUpdate", "zonalShiftConfig": "ZonalShiftConfigUpdate"}
    kind = next((kinds[key] for key in asked if key in kinds), "ConfigUpdate")
    for key in ("accessConfig", "kubernetesNetworkConfig", "resourcesVpcConfig"):
        if key in asked:
            kept[key] = kept.get(key, {}) | asked[key]
    kept.update({key: asked[key] for key in (*OF_CLUSTER, "logging") if key in asked})
    return updated(call, kind, name)


@answers("eks", "UpdateClusterVersion")
def update_version(call):
    name = cluster_name(call)
    kept_of_cluster(call, name)["version"] = call.params["version"]
    return updated(call, "VersionUpdate", name)


@answers("eks", "AssociateEncryptionConfig")
def encrypt(call):
    name = cluster_name(call)
    call.backend().clusters[name].encryption_config = call.params["encryptionConfig"]
    return updated(call, "AssociateEncryptionConfig", name)


def kept_of_nodes(call):
    return call.settings("nodegroups").setdefault((call.params["clusterName"], call.params["nodegroupName"]), {})


def complete_nodes(call, shown):
    kept = kept_of_nodes(call)
    shown.update({key: kept[key] for key in OF_NODES if key in kept})
    shown["updateConfig"] = kept.get("updateConfig", {"maxUnavailable": 1})
    if not kept.get("remoteAccess"):
        shown.pop("remoteAccess", None)
        shown.get("resources", {}).pop("remoteAccessSecurityGroup", None)
    # The template says how large the disk is.
    if shown.get("launchTemplate"):
        shown.pop("diskSize", None)
    version = kept_of_cluster(call, call.params["clusterName"]).get("version", NEWEST)
    # A template with an image of its own says neither.
    if not kept.get("own-image"):
        shown["version"] = kept.get("version", version)
        shown["releaseVersion"] = kept.get("releaseVersion", f"{shown['version']}.0-20250704")
    return shown


@answers("eks", "CreateNodegroup")
def create_nodes(call):
    answer, asked = call.moto(), call.params
    kept_of_nodes(call).update({key: asked[key] for key in (*OF_NODES, "releaseVersion", "remoteAccess") if key in asked})
    kept_of_nodes(call)["own-image"] = asked.get("amiType") == "CUSTOM"
    complete_nodes(call, answer["nodegroup"])
    return answer


@answers("eks", "DescribeNodegroup")
def describe_nodes(call):
    answer = call.moto()
    complete_nodes(call, answer["nodegroup"])
    return answer


@answers("eks", "DeleteNodegroup")
def delete_nodes(call):
    answer = call.moto()
    call.settings("nodegroups").pop((call.params["clusterName"], call.params["nodegroupName"]), None)
    return answer


@answers("eks", "UpdateNodegroupConfig")
def update_nodes(call):
    asked, kept, name = call.params, kept_of_nodes(call), cluster_name(call)
    for key in ("scalingConfig", "updateConfig", "nodeRepairConfig"):
        if key in asked:
            kept[key] = asked[key]
    labels = asked.get("labels", {})
    kept["labels"] = {key: value for key, value in kept.get("labels", {}).items() if key not in labels.get("removeLabels", [])}
    kept["labels"].update(labels.get("addOrUpdateLabels", {}))
    taints = asked.get("taints", {})
    changed = taints.get("addOrUpdateTaints", []) + taints.get("removeTaints", [])
    gone = {(one["key"], one["effect"]) for one in changed}
    rest = [one for one in kept.get("taints", []) if (one["key"], one["effect"]) not in gone]
    kept["taints"] = rest + taints.get("addOrUpdateTaints", [])
    return updated(call, "ConfigUpdate", name)


@answers("eks", "UpdateNodegroupVersion")
def update_nodes_version(call):
    kept, name = kept_of_nodes(call), cluster_name(call)
    kept.update({key: call.params[key] for key in ("version", "releaseVersion") if key in call.params})
    template = call.params.get("launchTemplate")
    if template:
        call.backend().clusters[name].nodegroups[call.params["nodegroupName"]].launch_template = template
    return updated(call, "VersionUpdate", name)


def versions_of(name):
    kind, versions = ADDONS[name]
    return {
        "addonName": name,
        "type": kind,
        "publisher": "eks",
        "owner": "aws",
        "addonVersions": [
            {
                "addonVersion": version,
                "architecture": ["amd64", "arm64"],
                "computeTypes": ["ec2", "fargate", "hybrid"],
                "compatibilities": [
                    {"clusterVersion": cluster, "platformVersions": ["*"], "defaultVersion": place == len(versions) - 1}
                    for cluster in KUBERNETES
                ],
                "requiresConfiguration": False,
                "requiresIamPermissions": False,
            }
            for place, version in enumerate(versions)
        ],
    }


@answers("eks", "DescribeAddonVersions")
def addon_versions(call):
    wanted, cluster = call.params.get("addonName"), call.params.get("kubernetesVersion")
    found = [versions_of(name) for name in ADDONS if wanted in (None, name)]
    if cluster and cluster not in KUBERNETES:
        found = []
    return {"addons": found}


def addon_key(call):
    return (cluster_name(call), call.params["addonName"])


def addon(call):
    found = call.documents("addon").get(addon_key(call))
    if found is None:
        refuse("ResourceNotFoundException", f"No addon: {call.params['addonName']} found in cluster: {call.params['clusterName']}")
    return found


def addon_shown(found, status="ACTIVE"):
    return {"addon": found["shown"] | {"status": status}}


# What is shown of an association as it was asked for.
OF_ASSOCIATION = ("namespace", "serviceAccount", "roleArn", "targetRoleArn", "disableSessionTags")


def make_association(call, cluster, asked, **more):
    """A role for a service account of the cluster."""
    identifier = f"a-{token_hex(8)}"
    arn = call.arn(f"podidentityassociation/{cluster}/{identifier}")
    shown = {key: asked[key] for key in OF_ASSOCIATION if key in asked} | more | {
        "clusterName": cluster,
        "associationArn": arn,
        "associationId": identifier,
        "tags": asked.get("tags", {}),
        "createdAt": now(),
        "modifiedAt": now(),
    }
    shown.setdefault("disableSessionTags", False)
    tags(call)[arn] = shown["tags"]
    call.documents("pod-identity-association")[(cluster, identifier)] = {"arn": arn, "shown": shown}
    return shown


def pod_identities(call, owner, asked):
    """The associations of an add-on are resources of their own, and it shows their ARNs; others than these go."""
    cluster, things = call.params["clusterName"], call.documents("pod-identity-association")
    for key in [key for key, one in things.items() if one["shown"].get("ownerArn") == owner]:
        tags(call).pop(things.pop(key)["arn"], None)
    return [
        make_association(call, cluster, one | {"namespace": "kube-system"}, ownerArn=owner)["associationArn"] for one in asked
    ]


@answers("eks", "CreateAddon")
def create_addon(call):
    cluster, name = key = addon_key(call)
    if name not in ADDONS:
        refuse("InvalidParameterException", f"Addon {name} specified is not supported")
    if key in call.documents("addon"):
        refuse("ResourceInUseException", f"Addon already exists: {name}")
    asked, arn = call.params, call.arn(f"addon/{cluster}/{name}/{uuid4()}")
    shown = {
        "addonName": name,
        "clusterName": cluster,
        "addonVersion": asked.get("addonVersion", ADDONS[name][1][-1]),
        "health": {"issues": []},
        "addonArn": arn,
        "createdAt": now(),
        "modifiedAt": now(),
        "serviceAccountRoleArn": asked.get("serviceAccountRoleArn"),
        "configurationValues": asked.get("configurationValues"),
        "publisher": "eks",
        "owner": "aws",
        "tags": asked.get("tags", {}),
        "podIdentityAssociations": pod_identities(call, arn, asked.get("podIdentityAssociations", [])),
    }
    tags(call)[arn] = shown["tags"]
    call.documents("addon")[key] = {"arn": arn, "shown": shown}
    return addon_shown(call.documents("addon")[key], "CREATING")


@answers("eks", "DescribeAddon")
def describe_addon(call):
    return addon_shown(addon(call))


@answers("eks", "UpdateAddon")
def update_addon(call):
    shown = addon(call)["shown"]
    for key in ("addonVersion", "serviceAccountRoleArn", "configurationValues"):
        if key in call.params:
            shown[key] = call.params[key]
    if "podIdentityAssociations" in call.params:
        shown["podIdentityAssociations"] = pod_identities(call, shown["addonArn"], call.params["podIdentityAssociations"])
    shown["modifiedAt"] = now()
    return updated(call, "AddonUpdate", shown["addonName"])


@answers("eks", "DeleteAddon")
def delete_addon(call):
    found = addon(call)
    pod_identities(call, found["arn"], [])
    del call.documents("addon")[addon_key(call)]
    tags(call).pop(found["arn"], None)
    return addon_shown(found, "DELETING")


@answers("eks", "ListAddons")
def list_addons(call):
    cluster = cluster_name(call)
    return {"addons": [name for of, name in call.documents("addon") if of == cluster]}


@answers("eks", "ListTagsForResource", "TagResource", "UntagResource")
def tag(call):
    kept = tags(call).get(call.params["resourceArn"])
    if kept is None:
        return call.moto()
    kept.update(call.params.get("tags", {}))
    for key in call.params.get("tagKeys", []):
        kept.pop(key, None)
    return {"tags": kept}
