"""Systems Manager: associations of State Manager, settings of the service, parameters that AWS publishes."""

import hashlib
from datetime import datetime, timezone
from uuid import uuid4

from described import answers, refuse

# Kept of an association as it was asked for.
ASKED = (
    "ApplyOnlyAtCronInterval",
    "AssociationName",
    "AutomationTargetParameterName",
    "CalendarNames",
    "ComplianceSeverity",
    "DocumentVersion",
    "MaxConcurrency",
    "MaxErrors",
    "Name",
    "OutputLocation",
    "Parameters",
    "ScheduleExpression",
    "ScheduleOffset",
    "SyncCompliance",
    "TargetLocations",
    "Targets",
)


def associations(call):
    return call.documents("association")


def association(call):
    found = associations(call).get(call.params.get("AssociationId"))
    if found is None:
        refuse("AssociationDoesNotExist", "The specified association does not exist.")
    return found


def asked(call):
    return {name: call.params[name] for name in ASKED if name in call.params}


@answers("ssm", "CreateAssociation")
def create(call):
    identifier, now = str(uuid4()), datetime.now(timezone.utc)
    made = {"DocumentVersion": "$DEFAULT", "ApplyOnlyAtCronInterval": False} | asked(call)
    made |= {
        "AssociationId": identifier,
        "AssociationVersion": "1",
        "Date": now,
        "LastUpdateAssociationDate": now,
        "Overview": {"Status": "Success", "AssociationStatusAggregatedCount": {"Success": 1}},
    }
    associations(call)[identifier] = made
    call.settings("association-tags")[identifier] = {one["Key"]: one["Value"] for one in call.params.get("Tags", [])}
    return {"AssociationDescription": made | {"Overview": {"Status": "Pending"}}}


@answers("ssm", "DescribeAssociation")
def describe(call):
    return {"AssociationDescription": association(call)}


@answers("ssm", "UpdateAssociation")
def update(call):
    found = association(call)
    found.update(asked(call))
    found["AssociationVersion"] = str(int(found["AssociationVersion"]) + 1)
    found["LastUpdateAssociationDate"] = datetime.now(timezone.utc)
    return {"AssociationDescription": found}


@answers("ssm", "DeleteAssociation")
def delete(call):
    identifier = association(call)["AssociationId"]
    del associations(call)[identifier]
    call.settings("association-tags").pop(identifier, None)
    return {}


@answers("ssm", "ListAssociations")
def list_associations(call):
    filters = {one["key"]: one["value"] for one in call.params.get("AssociationFilterList", [])}
    names = ("AssociationId", "AssociationVersion", "AssociationName", "Name", "DocumentVersion", "Overview", "ScheduleExpression", "Targets")
    found = [one for one in associations(call).values() if all(one.get(key) == value for key, value in filters.items())]
    return {"Associations": [{name: one[name] for name in names if name in one} for one in found]}


# What AWS has where nothing was set.
SETTINGS = {
    "/ssm/appconfig/deployment-completed": "CreateOpsItem",
    "/ssm/automation/customer-script-log-destination": "",
    "/ssm/automation/customer-script-log-group-name": "",
    "/ssm/automation/enable-adaptive-concurrency": "False",
    "/ssm/documents/console/public-sharing-permission": "Enable",
    "/ssm/managed-instance/activation-tier": "standard",
    "/ssm/managed-instance/default-ec2-instance-management-role": "",
    "/ssm/opsinsights/opscenter": "Disabled",
    "/ssm/parameter-store/default-parameter-tier": "Standard",
    "/ssm/parameter-store/high-throughput-enabled": "false",
}


def setting_name(call):
    """The setting's name, which may be given as an ARN."""
    name = "/" + call.params["SettingId"].split(":servicesetting/")[-1].lstrip("/")
    if name not in SETTINGS:
        refuse("ServiceSettingNotFound", f"Setting {name} is not known.")
    return name


@answers("ssm", "GetServiceSetting")
def get_setting(call):
    name = setting_name(call)
    default = {
        "SettingId": name,
        "SettingValue": SETTINGS[name],
        "LastModifiedDate": datetime(2020, 1, 1, tzinfo=timezone.utc),
        "LastModifiedUser": "System",
        "Status": "Default",
        "ARN": call.arn(f"servicesetting{name}"),
    }
    return {"ServiceSetting": call.settings("service").get(name, default)}


@answers("ssm", "UpdateServiceSetting")
def put_setting(call):
    name = setting_name(call)
    call.settings("service")[name] = {
        "SettingId": name,
        "SettingValue": call.params["SettingValue"],
        "LastModifiedDate": datetime.now(timezone.utc),
        "LastModifiedUser": call.arn("root", "iam", ""),
        "Status": "Customized",
        "ARN": call.arn(f"servicesetting{name}"),
    }
    return {}


@answers("ssm", "ResetServiceSetting")
def reset_setting(call):
    call.settings("service").pop(setting_name(call), None)
    return get_setting(call)


def published(call, name):
    """The value of a parameter that AWS publishes and moto does not have, or None. Names of images are made up from it."""
    if name.startswith("/aws/service/eks/optimized-ami/") and name.endswith("/image_id"):
        return f"ami-{hashlib.sha256(f'{call.region}{name}'.encode()).hexdigest()[:17]}"
    if name in ("/aws/service/aws-for-fluent-bit/stable", "/aws/service/aws-for-fluent-bit/latest"):
        return f"906394416424.dkr.ecr.{call.region}.amazonaws.com/aws-for-fluent-bit:2.32.5"
    return None


@answers("ssm", "GetParameter")
def get_parameter(call):
    name = call.params["Name"]
    value = published(call, name)
    if value is None:
        return call.moto()
    return {
        "Parameter": {
            "Name": name,
            "Type": "String",
            "Value": value,
            "Version": 1,
            "LastModifiedDate": datetime(2025, 7, 4, tzinfo=timezone.utc),
            "ARN": f"arn:{call.partition}:ssm:{call.region}::parameter{name}",
            "DataType": "text",
        }
    }


@answers("ssm", "ListTagsForResource", "AddTagsToResource", "RemoveTagsFromResource")
def tag(call):
    """Tags of associations; moto knows those of other things."""
    identifier = call.params["ResourceId"]
    if call.params["ResourceType"] != "Association":
        return call.moto()
    if identifier not in associations(call):
        refuse("InvalidResourceId", f"The association {identifier} does not exist.")
    kept = call.settings("association-tags").setdefault(identifier, {})
    kept.update({one["Key"]: one["Value"] for one in call.params.get("Tags", [])})
    for key in call.params.get("TagKeys", []):
        kept.pop(key, None)
    return {"TagList": [{"Key": key, "Value": value} for key, value in kept.items()]}
