"""RDS: clusters and instances that show what they were asked for; parameters; endpoints of clusters."""

from datetime import datetime, timezone

from described import answers, refuse
from remembered import Remembered

LOGS = "CloudwatchLogsExportConfiguration"
# What AWS has where nothing was asked for.
OF_CLUSTERS = {
    "AutoMinorVersionUpgrade": True,
    "CopyTagsToSnapshot": False,
    "DatabaseInsightsMode": "standard",
    "EngineLifecycleSupport": "open-source-rds-extended-support",
    "MonitoringInterval": 0,
    "PerformanceInsightsEnabled": False,
}
OF_INSTANCES = {
    "DatabaseInsightsMode": "standard",
    "DedicatedLogVolume": False,
    "EngineLifecycleSupport": "open-source-rds-extended-support",
    "MonitoringInterval": 0,
    "NetworkType": "IPV4",
    "PerformanceInsightsEnabled": False,
}


def exported_logs(call, item, kept):
    """Which logs go to CloudWatch: asked for at creation, then changed by name."""
    shown = set(kept.get("logs", item.get("EnabledCloudwatchLogsExports", [])))
    shown |= set(call.params.get("EnableCloudwatchLogsExports", []))
    changes = call.params.get(LOGS) or {}
    shown = (shown | set(changes.get("EnableLogTypes", []))) - set(changes.get("DisableLogTypes", []))
    kept["logs"] = sorted(shown)
    item["EnabledCloudwatchLogsExports"] = kept["logs"]


def insights_key(item):
    """Performance Insights has a key and a period only when it is switched on; 7 days cost nothing."""
    if item.get("PerformanceInsightsEnabled"):
        item.setdefault("PerformanceInsightsRetentionPeriod", 7)
    else:
        item.pop("PerformanceInsightsKMSKeyId", None)
        item.pop("PerformanceInsightsRetentionPeriod", None)


def cluster(call, item, kept):
    if call.operation in ("CreateDBCluster", "ModifyDBCluster", "RestoreDBClusterFromSnapshot"):
        exported_logs(call, item, kept)
    item["EnabledCloudwatchLogsExports"] = kept.get("logs", [])
    for name, value in OF_CLUSTERS.items():
        if kept.get(name) is None:
            item[name] = value
    if "EnablePerformanceInsights" in kept:
        item["PerformanceInsightsEnabled"] = kept["EnablePerformanceInsights"]
    if "EnableIAMDatabaseAuthentication" in kept:
        item["IAMDatabaseAuthenticationEnabled"] = kept["EnableIAMDatabaseAuthentication"]
    # Standard storage is the one without a name.
    if kept.get("StorageType", "aurora") == "aurora" and item.get("Engine", "").startswith("aurora"):
        item.pop("StorageType", None)
    if item.get("EngineMode") == "provisioned":
        # That of the first kind of serverless clusters.
        item.pop("ScalingConfigurationInfo", None)
    item["CustomEndpoints"] = [
        one["Endpoint"] for one in call.documents("endpoint").values() if one["DBClusterIdentifier"] == item["DBClusterIdentifier"]
    ]
    item["PendingModifiedValues"] = {}
    insights_key(item)


def instance(call, item, kept):
    if call.operation in ("CreateDBInstance", "ModifyDBInstance", "RestoreDBInstanceFromDBSnapshot"):
        exported_logs(call, item, kept)
    if "logs" in kept:
        item["EnabledCloudwatchLogsExports"] = kept["logs"]
    for name, value in OF_INSTANCES.items():
        if kept.get(name) is None:
            item[name] = value
    if "EnablePerformanceInsights" in kept:
        item["PerformanceInsightsEnabled"] = kept["EnablePerformanceInsights"]
    if "EnableIAMDatabaseAuthentication" in kept:
        item["IAMDatabaseAuthenticationEnabled"] = kept["EnableIAMDatabaseAuthentication"]
    if item["MonitoringInterval"] and item.get("MonitoringRoleArn"):
        stream = f"log-group:RDSOSMetrics:log-stream:{item['DbiResourceId']}"
        item["EnhancedMonitoringResourceArn"] = call.arn(stream, "logs")
    item["CACertificateIdentifier"] = kept.get("CACertificateIdentifier", "rds-ca-rsa2048-g1")
    item["PendingModifiedValues"] = {}
    insights_key(item)


SHARED = (
    "AutoMinorVersionUpgrade",
    "CopyTagsToSnapshot",
    "DatabaseInsightsMode",
    "DeletionProtection",
    "EnableIAMDatabaseAuthentication",
    "EnablePerformanceInsights",
    "EngineLifecycleSupport",
    "MonitoringInterval",
    "MonitoringRoleArn",
    "NetworkType",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
    "PreferredMaintenanceWindow",
    "BackupRetentionPeriod",
    "PreferredBackupWindow",
    "StorageType",
)

Remembered(
    "rds",
    key="DBClusterIdentifier",
    member="DBCluster",
    members="DBClusters",
    create=["CreateDBCluster", "RestoreDBClusterFromSnapshot"],
    change=["ModifyDBCluster"],
    delete=["DeleteDBCluster"],
    describe=["DescribeDBClusters"],
    keep=(*SHARED, "BacktrackWindow", "EnableHttpEndpoint", "ServerlessV2ScalingConfiguration"),
    shape=cluster,
)
Remembered(
    "rds",
    key="DBInstanceIdentifier",
    member="DBInstance",
    members="DBInstances",
    create=["CreateDBInstance", "CreateDBInstanceReadReplica", "RestoreDBInstanceFromDBSnapshot"],
    change=["ModifyDBInstance"],
    delete=["DeleteDBInstance"],
    describe=["DescribeDBInstances"],
    keep=(*SHARED, "CACertificateIdentifier", "DedicatedLogVolume", "MaxAllocatedStorage", "PromotionTier", "PubliclyAccessible"),
    shape=instance,
)


@answers("rds", "DescribeDBParameters", "DescribeDBClusterParameters")
def parameters(call):
    """Those that were set; the engines' own defaults are not known here."""
    answer = call.moto()
    if call.params.get("Source") not in (None, "user"):
        return {"Parameters": []}
    for parameter in answer.get("Parameters", []):
        parameter.update(Source="user", IsModifiable=True, DataType="string")
        parameter.setdefault("ApplyMethod", "immediate")
    return answer


@answers("rds", "ResetDBParameterGroup", "ResetDBClusterParameterGroup")
def reset_parameters(call):
    backend, of_cluster = call.backend(), call.operation == "ResetDBClusterParameterGroup"
    name = call.params["DBClusterParameterGroupName" if of_cluster else "DBParameterGroupName"]
    groups = backend.db_cluster_parameter_groups if of_cluster else backend.db_parameter_groups
    if name not in groups:
        refuse("DBParameterGroupNotFound", f"DBParameterGroup not found: {name}")
    if call.params.get("ResetAllParameters"):
        groups[name].parameters.clear()
    for parameter in call.params.get("Parameters", []):
        groups[name].parameters.pop(parameter["ParameterName"], None)
    return {"DBClusterParameterGroupName" if of_cluster else "DBParameterGroupName": name}


def endpoint(call):
    identifier = call.params["DBClusterEndpointIdentifier"].lower()
    if identifier not in call.documents("endpoint"):
        refuse("DBClusterEndpointNotFoundFault", f"DBClusterEndpoint {identifier} not found.")
    return call.documents("endpoint")[identifier]


@answers("rds", "CreateDBClusterEndpoint")
def create_endpoint(call):
    asked, identifier = call.params, call.params["DBClusterEndpointIdentifier"].lower()
    if identifier in call.documents("endpoint"):
        refuse("DBClusterEndpointAlreadyExistsFault", f"DBClusterEndpoint {identifier} already exists.")
    of = asked["DBClusterIdentifier"].lower()
    if of not in call.backend().clusters:
        refuse("DBClusterNotFoundFault", f"DBCluster {of} not found.")
    made = call.documents("endpoint")[identifier] = {
        "DBClusterEndpointIdentifier": identifier,
        "DBClusterIdentifier": of,
        "DBClusterEndpointResourceIdentifier": f"cluster-endpoint-{identifier}".upper(),
        "Endpoint": f"{identifier}.cluster-custom-sandbox.{call.region}.rds.amazonaws.com",
        "Status": "available",
        "EndpointType": "CUSTOM",
        "CustomEndpointType": asked["EndpointType"],
        "StaticMembers": asked.get("StaticMembers", []),
        "ExcludedMembers": asked.get("ExcludedMembers", []),
        "DBClusterEndpointArn": call.arn(f"cluster-endpoint:{identifier}"),
    }
    tags = {tag["Key"]: tag["Value"] for tag in asked.get("Tags", [])}
    call.settings("endpoint-tags")[made["DBClusterEndpointArn"]] = tags
    return made | {"Status": "creating"}


@answers("rds", "ModifyDBClusterEndpoint")
def modify_endpoint(call):
    found = endpoint(call)
    found["CustomEndpointType"] = call.params.get("EndpointType", found["CustomEndpointType"])
    for name in ("StaticMembers", "ExcludedMembers"):
        found[name] = call.params.get(name, found[name])
    return found


@answers("rds", "DescribeDBClusterEndpoints")
def describe_endpoints(call):
    wanted, of = call.params.get("DBClusterEndpointIdentifier"), call.params.get("DBClusterIdentifier")
    found = list(call.documents("endpoint").values())
    if wanted:
        found = [one for one in found if one["DBClusterEndpointIdentifier"] == wanted.lower()]
    if of:
        found = [one for one in found if one["DBClusterIdentifier"] == of.lower()]
    return {"DBClusterEndpoints": found}


@answers("rds", "DeleteDBClusterEndpoint")
def delete_endpoint(call):
    found = endpoint(call)
    del call.documents("endpoint")[found["DBClusterEndpointIdentifier"]]
    call.settings("endpoint-tags").pop(found["DBClusterEndpointArn"], None)
    return found | {"Status": "deleting"}


@answers("rds", "ListTagsForResource", "AddTagsToResource", "RemoveTagsFromResource")
def tags(call):
    kept = call.settings("endpoint-tags").get(call.params["ResourceName"])
    if kept is None:
        return call.moto()
    kept.update({tag["Key"]: tag["Value"] for tag in call.params.get("Tags", [])})
    for key in call.params.get("TagKeys", []):
        kept.pop(key, None)
    return {"TagList": [{"Key": key, "Value": value} for key, value in kept.items()]}


@answers("rds", "ModifyEventSubscription", "AddSourceIdentifierToSubscription", "RemoveSourceIdentifierFromSubscription")
def change_subscription(call):
    found = call.backend().event_subscriptions.get(call.params["SubscriptionName"])
    if found is None:
        refuse("SubscriptionNotFound", f"Subscription {call.params['SubscriptionName']} not found.")
    for parameter, attribute in (
        ("SnsTopicArn", "sns_topic_arn"),
        ("SourceType", "source_type"),
        ("EventCategories", "event_categories"),
        ("Enabled", "enabled"),
    ):
        if parameter in call.params:
            setattr(found, attribute, call.params[parameter])
    source = call.params.get("SourceIdentifier")
    if source:
        others = [one for one in found.source_ids if one != source]
        found.source_ids = others + ([source] if call.operation.startswith("Add") else [])
    return {"EventSubscription": found}


@answers("rds", "DescribeCertificates")
def certificates(call):
    """The authorities that AWS's instances can have."""
    kinds = {"rds-ca-rsa2048-g1": 2061, "rds-ca-rsa4096-g1": 2121, "rds-ca-ecc384-g1": 2121}
    found = [
        {
            "CertificateIdentifier": name,
            "CertificateType": "CA",
            "ValidFrom": datetime(2021, 5, 25, tzinfo=timezone.utc),
            "ValidTill": datetime(year, 5, 25, tzinfo=timezone.utc),
            "CertificateArn": f"arn:{call.partition}:rds:{call.region}::cert:{name}",
            "CustomerOverride": False,
        }
        for name, year in kinds.items()
        if call.params.get("CertificateIdentifier") in (None, name)
    ]
    return {"Certificates": found, "DefaultCertificateForNewLaunches": "rds-ca-rsa2048-g1"}
