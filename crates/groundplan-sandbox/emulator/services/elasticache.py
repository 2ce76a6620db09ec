"""ElastiCache: replication groups with their members, ready at once. moto has their outline only."""

from datetime import datetime, timezone

from described import answers, refuse

# The engine's version that AWS takes where only the major one, or none, is asked for.
NEWEST = {"valkey": {"7": "7.2.6", "8": "8.1.0"}, "redis": {"5": "5.0.6", "6": "6.2.6", "7": "7.1.0"}}
# Said of a group and of each of its members alike.
SHARED = (
    "AtRestEncryptionEnabled",
    "AuthTokenEnabled",
    "AutoMinorVersionUpgrade",
    "CacheNodeType",
    "Engine",
    "IpDiscovery",
    "LogDeliveryConfigurations",
    "NetworkType",
    "SnapshotRetentionLimit",
    "SnapshotWindow",
    "TransitEncryptionEnabled",
    "TransitEncryptionMode",
)
# Changed by the name under which they are shown.
CHANGED = ("AutoMinorVersionUpgrade", "CacheNodeType", "Engine", "IpDiscovery", "SnapshotRetentionLimit", "SnapshotWindow")
# Changed likewise, and shown of members only.
CHANGED_OF_MEMBERS = ("PreferredMaintenanceWindow", "SecurityGroupIds", "CacheParameterGroupName", "NotificationTopicArn")


def switched(value):
    return "enabled" if value else "disabled"


def version_of(engine, wanted):
    newest = NEWEST.get(engine, {})
    wanted = wanted or max(newest, default="7")
    parts = wanted.split(".")
    if len(parts) == 3:
        return wanted
    full = newest.get(parts[0], f"{wanted}.0")
    return full if full.startswith(f"{wanted}.") else f"{wanted}.0"


def default_parameters(engine, version, sharded):
    major = version.split(".")[0]
    family = f"redis{major}.x" if engine == "redis" and major == "6" else f"{engine}{major}"
    return f"default.{family}{'.cluster.on' if sharded else ''}"


def groups(call):
    return call.documents("replication-group")


def group(call):
    identifier = call.params["ReplicationGroupId"].lower()
    if identifier not in groups(call):
        refuse("ReplicationGroupNotFoundFault", f"ReplicationGroup {identifier} not found.")
    return groups(call)[identifier]


def log_deliveries(found, wanted):
    """The deliveries after a request, which names the kinds that it changes."""
    by_type = {delivery["LogType"]: delivery for delivery in found}
    for delivery in wanted or []:
        by_type.pop(delivery["LogType"], None)
        if delivery.get("Enabled", True):
            kept = {name: value for name, value in delivery.items() if name != "Enabled"}
            by_type[delivery["LogType"]] = kept | {"Status": "active"}
    return list(by_type.values())


def host(call, identifier):
    return f"{identifier}.sandbox.{call.region}.cache.amazonaws.com"


def arrange(call, stored, shards):
    """Gives the group its nodes: `shards` says how many replicas each has."""
    shown, identifier, port = stored["shown"], stored["shown"]["ReplicationGroupId"], stored["port"]
    zones = stored["zones"] or zones_of(call, stored["subnets"])
    nodes, members = [], []
    for index, replicas in enumerate(shards, start=1):
        number = f"{index:04}"
        prefix = f"{identifier}-{number}" if stored["sharded"] else identifier
        names = [f"{prefix}-{node:03}" for node in range(1, replicas + 2)]
        members += names
        node_group = {"NodeGroupId": number, "Status": "available", "NodeGroupMembers": []}
        for place, name in enumerate(names):
            member = {"CacheClusterId": name, "CacheNodeId": "0001", "PreferredAvailabilityZone": zones[place % len(zones)]}
            if not stored["sharded"]:
                member["CurrentRole"] = "replica" if place else "primary"
                member["ReadEndpoint"] = {"Address": host(call, name), "Port": port}
            node_group["NodeGroupMembers"].append(member)
        if stored["sharded"]:
            width = 16384 // len(shards)
            last = 16383 if index == len(shards) else index * width - 1
            node_group["Slots"] = f"{(index - 1) * width}-{last}"
        else:
            node_group["PrimaryEndpoint"] = {"Address": host(call, f"master.{identifier}"), "Port": port}
            node_group["ReaderEndpoint"] = {"Address": host(call, f"replica.{identifier}"), "Port": port}
        nodes.append(node_group)
    shown.update(MemberClusters=members, NodeGroups=nodes)
    if stored["sharded"]:
        shown["ConfigurationEndpoint"] = {"Address": host(call, f"clustercfg.{identifier}"), "Port": port}


def zones_of(call, subnet_group):
    """The zones of the subnets, in their order; the region's first one without any."""
    from moto.ec2.models import ec2_backends

    found = call.backend().cache_subnet_groups.get(subnet_group)
    if found is None:
        return [f"{call.region}a"]
    ec2 = ec2_backends[call.account][call.region]
    return sorted({subnet.availability_zone for subnet in ec2.describe_subnets(subnet_ids=found.subnet_ids)})


@answers("elasticache", "CreateReplicationGroup")
def create(call):
    asked, identifier = call.params, call.params["ReplicationGroupId"].lower()
    if identifier in groups(call):
        refuse("ReplicationGroupAlreadyExistsFault", f"Replication group {identifier} already exists")
    if asked.get("MultiAZEnabled") and not asked.get("AutomaticFailoverEnabled"):
        refuse("InvalidParameterCombination", "Must enable automatic failover if MultiAZ is enabled.")
    subnets = asked.get("CacheSubnetGroupName", "default")
    if subnets != "default" and subnets not in call.backend().cache_subnet_groups:
        refuse("CacheSubnetGroupNotFoundFault", f"Cache Subnet Group {subnets} does not exist.")
    engine = asked.get("Engine", "redis")
    version = version_of(engine, asked.get("EngineVersion"))
    parameters = asked.get("CacheParameterGroupName")
    sharded = (
        asked.get("ClusterMode") == "enabled"
        or asked.get("NumNodeGroups", 1) > 1
        or bool(parameters and parameters.endswith(".cluster.on"))
        or sets_cluster_mode(call, parameters)
    )
    nodes = asked.get("NodeGroupConfiguration") or []
    shards = [node.get("ReplicaCount", asked.get("ReplicasPerNodeGroup", 0)) for node in nodes]
    shards = shards or [asked.get("ReplicasPerNodeGroup", asked.get("NumCacheClusters", 1) - 1)] * asked.get("NumNodeGroups", 1)
    transit = asked.get("TransitEncryptionEnabled", engine == "valkey")
    stored = groups(call)[identifier] = {
        "port": asked.get("Port", 6379),
        "sharded": sharded,
        "subnets": subnets,
        "zones": asked.get("PreferredCacheClusterAZs"),
        "version": version,
        "members": {
            "CacheParameterGroupName": parameters or default_parameters(engine, version, sharded),
            "PreferredMaintenanceWindow": asked.get("PreferredMaintenanceWindow", "sun:05:00-sun:06:00"),
            "SecurityGroupIds": asked.get("SecurityGroupIds", []),
            "NotificationTopicArn": asked.get("NotificationTopicArn"),
        },
        "shown": {
            "ReplicationGroupId": identifier,
            "Description": asked["ReplicationGroupDescription"],
            "Status": "available",
            "PendingModifiedValues": {},
            "AutomaticFailover": switched(asked.get("AutomaticFailoverEnabled") or sharded),
            "MultiAZ": switched(asked.get("MultiAZEnabled")),
            "SnapshotRetentionLimit": asked.get("SnapshotRetentionLimit", 0),
            "SnapshotWindow": asked.get("SnapshotWindow", "03:00-04:00"),
            "ClusterEnabled": sharded,
            "ClusterMode": asked.get("ClusterMode", switched(sharded)),
            "CacheNodeType": asked.get("CacheNodeType", "cache.t4g.small"),
            "AuthTokenEnabled": "AuthToken" in asked,
            "TransitEncryptionEnabled": transit,
            "TransitEncryptionMode": asked.get("TransitEncryptionMode", "required") if transit else None,
            "AtRestEncryptionEnabled": asked.get("AtRestEncryptionEnabled", engine == "valkey"),
            "KmsKeyId": asked.get("KmsKeyId"),
            "ARN": call.arn(f"replicationgroup:{identifier}"),
            "UserGroupIds": asked.get("UserGroupIds", []),
            "LogDeliveryConfigurations": log_deliveries([], asked.get("LogDeliveryConfigurations")),
            "ReplicationGroupCreateTime": datetime.now(timezone.utc),
            "DataTiering": switched(asked.get("DataTieringEnabled")),
            "AutoMinorVersionUpgrade": asked.get("AutoMinorVersionUpgrade", True),
            "NetworkType": asked.get("NetworkType", "ipv4"),
            "IpDiscovery": asked.get("IpDiscovery", "ipv4"),
            "Engine": engine,
        },
    }
    arrange(call, stored, shards)
    call.backend().tagging_service.tag_resource(stored["shown"]["ARN"], asked.get("Tags", []))
    # Creation takes time, and callers look again.
    return {"ReplicationGroup": stored["shown"] | {"Status": "creating"}}


def sets_cluster_mode(call, parameters):
    found = call.documents("parameter-group").get(parameters, {})
    return found.get("values", {}).get("cluster-enabled") == "yes"


@answers("elasticache", "DescribeReplicationGroups")
def describe(call):
    found = [group(call)] if call.params.get("ReplicationGroupId") else list(groups(call).values())
    return {"ReplicationGroups": [stored["shown"] for stored in found]}


@answers("elasticache", "ModifyReplicationGroup")
def modify(call):
    asked, stored = call.params, group(call)
    shown = stored["shown"]
    shown.update({name: asked[name] for name in CHANGED if name in asked})
    stored["members"].update({name: asked[name] for name in CHANGED_OF_MEMBERS if name in asked})
    if "ReplicationGroupDescription" in asked:
        shown["Description"] = asked["ReplicationGroupDescription"]
    for parameter, member in (("AutomaticFailoverEnabled", "AutomaticFailover"), ("MultiAZEnabled", "MultiAZ")):
        if parameter in asked:
            shown[member] = switched(asked[parameter])
    for name in ("TransitEncryptionEnabled", "TransitEncryptionMode", "ClusterMode"):
        if name in asked:
            shown[name] = asked[name]
    if "EngineVersion" in asked or "Engine" in asked:
        stored["version"] = version_of(shown["Engine"], asked.get("EngineVersion"))
    if "AuthToken" in asked:
        shown["AuthTokenEnabled"] = asked.get("AuthTokenUpdateStrategy") != "DELETE"
    if "LogDeliveryConfigurations" in asked:
        shown["LogDeliveryConfigurations"] = log_deliveries(
            shown["LogDeliveryConfigurations"], asked["LogDeliveryConfigurations"]
        )
    kept = [name for name in shown["UserGroupIds"] if name not in asked.get("UserGroupIdsToRemove", [])]
    shown["UserGroupIds"] = [] if asked.get("RemoveUserGroups") else kept + asked.get("UserGroupIdsToAdd", [])
    return {"ReplicationGroup": shown | {"Status": "modifying"}}


@answers("elasticache", "IncreaseReplicaCount", "DecreaseReplicaCount")
def change_replicas(call):
    stored = group(call)
    now = {node["NodeGroupId"]: len(node["NodeGroupMembers"]) - 1 for node in stored["shown"]["NodeGroups"]}
    wanted = {one["NodeGroupId"]: one["NewReplicaCount"] for one in call.params.get("ReplicaConfiguration", [])}
    every = call.params.get("NewReplicaCount")
    arrange(call, stored, [wanted.get(name, replicas if every is None else every) for name, replicas in now.items()])
    return {"ReplicationGroup": stored["shown"] | {"Status": "modifying"}}


@answers("elasticache", "ModifyReplicationGroupShardConfiguration")
def change_shards(call):
    stored = group(call)
    replicas = [len(node["NodeGroupMembers"]) - 1 for node in stored["shown"]["NodeGroups"]]
    count = call.params["NodeGroupCount"]
    arrange(call, stored, (replicas + replicas[-1:] * count)[:count])
    return {"ReplicationGroup": stored["shown"] | {"Status": "modifying"}}


@answers("elasticache", "DeleteReplicationGroup")
def delete(call):
    shown = group(call)["shown"]
    del groups(call)[shown["ReplicationGroupId"]]
    call.backend().tagging_service.delete_all_tags_for_resource(shown["ARN"])
    return {"ReplicationGroup": shown | {"Status": "deleting"}}


def member(call, stored, name, zone):
    shown, members = stored["shown"], stored["members"]
    topic = members["NotificationTopicArn"]
    cluster = {name: shown[name] for name in SHARED} | {
        "CacheClusterId": name,
        "ARN": call.arn(f"cluster:{name}"),
        "CacheClusterStatus": "available",
        "CacheClusterCreateTime": shown["ReplicationGroupCreateTime"],
        "CacheParameterGroup": {
            "CacheParameterGroupName": members["CacheParameterGroupName"],
            "ParameterApplyStatus": "in-sync",
            "CacheNodeIdsToReboot": [],
        },
        "CacheSubnetGroupName": stored["subnets"],
        "EngineVersion": stored["version"],
        "NumCacheNodes": 1,
        "PreferredAvailabilityZone": zone,
        "PreferredMaintenanceWindow": members["PreferredMaintenanceWindow"],
        "PendingModifiedValues": {},
        "ReplicationGroupId": shown["ReplicationGroupId"],
        "ReplicationGroupLogDeliveryEnabled": bool(shown["LogDeliveryConfigurations"]),
        "SecurityGroups": [{"SecurityGroupId": one, "Status": "active"} for one in members["SecurityGroupIds"]],
        "CacheNodes": [
            {
                "CacheNodeId": "0001",
                "CacheNodeStatus": "available",
                "CacheNodeCreateTime": shown["ReplicationGroupCreateTime"],
                "Endpoint": {"Address": host(call, name), "Port": stored["port"]},
                "ParameterGroupStatus": "in-sync",
                "CustomerAvailabilityZone": zone,
            }
        ],
    }
    return cluster | ({"NotificationConfiguration": {"TopicArn": topic, "TopicStatus": "active"}} if topic else {})


def members_of(call):
    for stored in groups(call).values():
        for node_group in stored["shown"]["NodeGroups"]:
            for node in node_group["NodeGroupMembers"]:
                yield stored, node["CacheClusterId"], node["PreferredAvailabilityZone"]


@answers("elasticache", "DescribeCacheClusters")
def describe_clusters(call):
    wanted = call.params.get("CacheClusterId")
    found = [member(call, *one) for one in members_of(call) if wanted in (None, one[1])]
    if wanted and found:
        return {"CacheClusters": found}
    if call.params.get("ShowCacheClustersNotInReplicationGroups"):
        found = []
    answer = call.moto()
    answer["CacheClusters"] = answer.get("CacheClusters", []) + found
    return answer
