"""CloudWatch: composite alarms."""

from datetime import datetime, timezone

from described import answers

SHOWN = (
    "ActionsEnabled",
    "ActionsSuppressor",
    "ActionsSuppressorExtensionPeriod",
    "ActionsSuppressorWaitPeriod",
    "AlarmActions",
    "AlarmDescription",
    "AlarmName",
    "AlarmRule",
    "InsufficientDataActions",
    "OKActions",
)


def composites(call):
    return call.documents("composite-alarm")


@answers("cloudwatch", "PutCompositeAlarm")
def put(call):
    name, now = call.params["AlarmName"], datetime.now(timezone.utc)
    arn = call.arn(f"alarm:{name}")
    alarm = {key: call.params[key] for key in SHOWN if key in call.params}
    alarm.setdefault("ActionsEnabled", True)
    state = {"StateValue": "OK", "StateReason": "no alarm of the rule", "StateReasonData": "{}"}
    kept = composites(call).get(name, state | {"AlarmArn": arn, "StateUpdatedTimestamp": now})
    kept = {key: value for key, value in kept.items() if key not in SHOWN}
    composites(call)[name] = kept | alarm | {"AlarmConfigurationUpdatedTimestamp": now}
    if "Tags" in call.params:
        tags(call)[arn] = {tag["Key"]: tag["Value"] for tag in call.params["Tags"]}
    return {}


def tags(call):
    return call.settings("composite-alarm-tags")


@answers("cloudwatch", "DescribeAlarms")
def describe(call):
    asked = call.params
    types = asked.get("AlarmTypes") or ["MetricAlarm"]
    names, prefix = asked.get("AlarmNames"), asked.get("AlarmNamePrefix", "")
    answer = call.moto() if "MetricAlarm" in types else {}
    answer["CompositeAlarms"] = [
        alarm
        for name, alarm in composites(call).items()
        if "CompositeAlarm" in types
        and (not names or name in names)
        and name.startswith(prefix)
        and asked.get("StateValue") in (None, alarm["StateValue"])
    ]
    return answer


@answers("cloudwatch", "DeleteAlarms")
def delete(call):
    names = [name for name in call.params["AlarmNames"] if name in composites(call)]
    for name in names:
        tags(call).pop(composites(call).pop(name)["AlarmArn"], None)
    # Composite alarms are deleted one at a time, so the rest is moto's.
    return {} if names else call.moto()


@answers("cloudwatch", "SetAlarmState")
def set_state(call):
    alarm = composites(call).get(call.params["AlarmName"])
    if alarm is None:
        return call.moto()
    alarm.update({key: call.params[key] for key in ("StateValue", "StateReason", "StateReasonData") if key in call.params})
    alarm["StateUpdatedTimestamp"] = datetime.now(timezone.utc)
    return {}


@answers("cloudwatch", "EnableAlarmActions", "DisableAlarmActions")
def switch_actions(call):
    ours = [name for name in call.params["AlarmNames"] if name in composites(call)]
    for name in ours:
        composites(call)[name]["ActionsEnabled"] = call.operation.startswith("Enable")
    return {} if len(ours) == len(call.params["AlarmNames"]) else call.moto()


@answers("cloudwatch", "ListTagsForResource", "TagResource", "UntagResource")
def tag(call):
    arn = call.params["ResourceARN"]
    if arn not in {alarm["AlarmArn"] for alarm in composites(call).values()}:
        return call.moto()
    kept = tags(call).setdefault(arn, {})
    kept.update({one["Key"]: one["Value"] for one in call.params.get("Tags", [])})
    for key in call.params.get("TagKeys", []):
        kept.pop(key, None)
    return {"Tags": [{"Key": key, "Value": value} for key, value in kept.items()]}
