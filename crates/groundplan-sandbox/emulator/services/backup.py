"""Backup: selections of plans, policies of vaults, changes of plans."""

import json
from datetime import datetime, timezone
from uuid import uuid4

from described import answers, refuse


def plan(call):
    found = call.backend().plans.get(call.params["BackupPlanId"])
    if found is None:
        refuse("ResourceNotFoundException", "Failed reading Backup plan with provided version")
    return found


def selections(call):
    return call.documents("selection")


def selection(call):
    key = (plan(call).backup_plan_id, call.params["SelectionId"])
    if key not in selections(call):
        refuse("ResourceNotFoundException", f"Cannot find a backup selection {key[1]}.")
    return selections(call)[key]


@answers("backup", "CreateBackupSelection")
def create_selection(call):
    of, identifier, now = plan(call).backup_plan_id, str(uuid4()), datetime.now(timezone.utc)
    asked = call.params["BackupSelection"]
    selections(call)[(of, identifier)] = {
        "BackupSelection": {"ListOfTags": [], "NotResources": [], "Resources": []} | asked,
        "SelectionId": identifier,
        "BackupPlanId": of,
        "CreationDate": now,
        "CreatorRequestId": call.params.get("CreatorRequestId"),
    }
    return {"SelectionId": identifier, "BackupPlanId": of, "CreationDate": now}


@answers("backup", "GetBackupSelection")
def get_selection(call):
    return selection(call)


@answers("backup", "ListBackupSelections")
def list_selections(call):
    of = plan(call).backup_plan_id
    return {
        "BackupSelectionsList": [
            {
                "SelectionId": identifier,
                "SelectionName": one["BackupSelection"]["SelectionName"],
                "BackupPlanId": of,
                "CreationDate": one["CreationDate"],
                "IamRoleArn": one["BackupSelection"]["IamRoleArn"],
            }
            for (plan_id, identifier), one in selections(call).items()
            if plan_id == of
        ]
    }


@answers("backup", "DeleteBackupSelection")
def delete_selection(call):
    selection(call)
    del selections(call)[(call.params["BackupPlanId"], call.params["SelectionId"])]
    return {}


@answers("backup", "DeleteBackupPlan")
def delete_plan(call):
    of = plan(call).backup_plan_id
    if any(key[0] == of for key in selections(call)):
        refuse("InvalidRequestException", "Related backup plan selections must be deleted prior to backup plan deletion.")
    call.settings("plans").pop(of, None)
    return call.moto()


def plan_document(asked):
    """Rules with what AWS fills in."""
    rules = []
    for rule in asked.get("Rules", []):
        filled = {
            "RuleId": str(uuid4()),
            "ScheduleExpression": "cron(0 5 ? * * *)",
            "ScheduleExpressionTimezone": "Etc/UTC",
            "StartWindowMinutes": 480,
            "CompletionWindowMinutes": 10080,
            "EnableContinuousBackup": False,
        }
        rules.append(filled | rule)
    return asked | {"Rules": rules}


@answers("backup", "CreateBackupPlan")
def create_plan(call):
    answer = call.moto()
    call.settings("plans")[answer["BackupPlanId"]] = plan_document(call.params["BackupPlan"])
    return answer


@answers("backup", "GetBackupPlan")
def get_plan(call):
    answer = call.moto()
    kept = call.settings("plans").get(call.params["BackupPlanId"])
    return answer | ({"BackupPlan": kept} if kept else {})


@answers("backup", "UpdateBackupPlan")
def update_plan(call):
    found = plan(call)
    call.settings("plans")[found.backup_plan_id] = plan_document(call.params["BackupPlan"])
    found.version_id = str(uuid4())
    return {
        "BackupPlanId": found.backup_plan_id,
        "BackupPlanArn": found.backup_plan_arn,
        "CreationDate": datetime.now(timezone.utc),
        "VersionId": found.version_id,
        "AdvancedBackupSettings": call.params["BackupPlan"].get("AdvancedBackupSettings", []),
    }


def vault(call):
    name = call.params["BackupVaultName"]
    if name not in call.backend().vaults:
        refuse("ResourceNotFoundException", f"Backup vault {name} does not exist")
    return name


@answers("backup", "PutBackupVaultAccessPolicy")
def put_policy(call):
    name = vault(call)
    try:
        json.loads(call.params["Policy"])
    except ValueError:
        refuse("InvalidParameterValueException", "The policy is not valid JSON.")
    call.settings("policy")[name] = call.params["Policy"]
    return {}


@answers("backup", "GetBackupVaultAccessPolicy")
def get_policy(call):
    name = vault(call)
    if name not in call.settings("policy"):
        refuse("ResourceNotFoundException", f"Backup vault {name} has no access policy.")
    return {
        "BackupVaultName": name,
        "BackupVaultArn": call.arn(f"backup-vault:{name}"),
        "Policy": call.settings("policy")[name],
    }


@answers("backup", "DeleteBackupVaultAccessPolicy")
def delete_policy(call):
    call.settings("policy").pop(vault(call), None)
    return {}


@answers("backup", "PutBackupVaultNotifications")
def put_notifications(call):
    call.settings("notifications")[vault(call)] = {
        "SNSTopicArn": call.params["SNSTopicArn"],
        "BackupVaultEvents": call.params["BackupVaultEvents"],
    }
    return {}


@answers("backup", "GetBackupVaultNotifications")
def get_notifications(call):
    name = vault(call)
    if name not in call.settings("notifications"):
        refuse("ResourceNotFoundException", f"Backup vault {name} has no notifications.")
    names = {"BackupVaultName": name, "BackupVaultArn": call.arn(f"backup-vault:{name}")}
    return names | call.settings("notifications")[name]


@answers("backup", "DeleteBackupVaultNotifications")
def delete_notifications(call):
    call.settings("notifications").pop(vault(call), None)
    return {}


@answers("backup", "ListRecoveryPointsByBackupVault")
def list_recovery_points(call):
    """No plan ever runs here: vaults are empty."""
    vault(call)
    return {"RecoveryPoints": []}


@answers("backup", "DeleteBackupVault")
def delete_vault(call):
    for kind in ("policy", "notifications"):
        call.settings(kind).pop(call.params["BackupVaultName"], None)
    return call.moto()


@answers("backup", "UpdateRegionSettings")
def update_region_settings(call):
    kept = call.settings("region")
    for name in ("ResourceTypeOptInPreference", "ResourceTypeManagementPreference"):
        kept[name] = kept.get(name, {}) | call.params.get(name, {})
    return {}


@answers("backup", "DescribeRegionSettings")
def describe_region_settings(call):
    names = ("ResourceTypeOptInPreference", "ResourceTypeManagementPreference")
    return {name: call.settings("region").get(name, {}) for name in names}


@answers("backup", "UpdateGlobalSettings")
def update_global_settings(call):
    call.settings("global").update(call.params.get("GlobalSettings", {}))
    return {}


@answers("backup", "DescribeGlobalSettings")
def describe_global_settings(call):
    flags = ("isCrossAccountBackupEnabled", "isDelegatedAdministratorEnabled", "isMpaEnabled")
    return {"GlobalSettings": dict.fromkeys(flags, "false") | call.settings("global")}


@answers("backup", "ListTags")
def list_tags(call):
    """moto looks for the ARN at another place of the address."""
    return {"Tags": call.backend().list_tags(call.params["ResourceArn"])}
