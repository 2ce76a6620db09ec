"""Auto Scaling: what groups were asked for, notifications, metrics; instances whose protection is taken away go."""

from described import answers

# What a group shows as it was asked for, and moto loses.
KEPT = (
    "CapacityRebalance",
    "CapacityReservationSpecification",
    "AvailabilityZoneDistribution",
    "AvailabilityZoneImpairmentPolicy",
    "DefaultCooldown",
    "DefaultInstanceWarmup",
    "DesiredCapacityType",
    "HealthCheckGracePeriod",
    "InstanceMaintenancePolicy",
    "MaxInstanceLifetime",
    "TerminationPolicies",
)


def kept(call, name):
    return call.settings("groups").setdefault(name, {})


@answers("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup")
def put_group(call):
    answer = call.moto()
    asked = {key: call.params[key] for key in KEPT if call.params.get(key) is not None}
    kept(call, call.params["AutoScalingGroupName"]).update(asked)
    return answer


@answers("autoscaling", "DescribeAutoScalingGroups")
def describe_groups(call):
    answer = call.moto()
    for group in answer["AutoScalingGroups"]:
        remembered = kept(call, group["AutoScalingGroupName"])
        group.update({key: remembered[key] for key in KEPT if key in remembered})
        metrics = call.settings("metrics").get(group["AutoScalingGroupName"])
        if metrics is not None:
            group["EnabledMetrics"] = [{"Metric": name, "Granularity": "1Minute"} for name in metrics]
    return answer


@answers("autoscaling", "DeleteAutoScalingGroup")
def delete_group(call):
    answer, name = call.moto(), call.params["AutoScalingGroupName"]
    for kind in ("groups", "metrics"):
        call.settings(kind).pop(name, None)
    for key in [key for key in notifications(call) if key[0] == name]:
        del notifications(call)[key]
    return answer


EVERY_METRIC = (
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
    "GroupInServiceCapacity",
    "GroupPendingCapacity",
    "GroupStandbyCapacity",
    "GroupTerminatingCapacity",
    "GroupTotalCapacity",
    "WarmPoolDesiredCapacity",
    "WarmPoolWarmedCapacity",
    "WarmPoolPendingCapacity",
    "WarmPoolTerminatingCapacity",
    "WarmPoolTotalCapacity",
    "GroupAndWarmPoolDesiredCapacity",
    "GroupAndWarmPoolTotalCapacity",
)


@answers("autoscaling", "EnableMetricsCollection", "DisableMetricsCollection")
def collect(call):
    name, wanted = call.params["AutoScalingGroupName"], call.params.get("Metrics") or list(EVERY_METRIC)
    others = [one for one in call.settings("metrics").get(name, []) if one not in wanted]
    call.settings("metrics")[name] = others + (wanted if call.operation.startswith("Enable") else [])
    return {}


def notifications(call):
    return call.documents("notification")


@answers("autoscaling", "PutNotificationConfiguration")
def put_notification(call):
    """The types of one topic are replaced together."""
    name, topic = call.params["AutoScalingGroupName"], call.params["TopicARN"]
    notifications(call)[(name, topic)] = call.params["NotificationTypes"]
    return {}


@answers("autoscaling", "DescribeNotificationConfigurations")
def describe_notifications(call):
    names = call.params.get("AutoScalingGroupNames")
    return {
        "NotificationConfigurations": [
            {"AutoScalingGroupName": name, "TopicARN": topic, "NotificationType": kind}
            for (name, topic), kinds in notifications(call).items()
            for kind in kinds
            if not names or name in names
        ]
    }


@answers("autoscaling", "DeleteNotificationConfiguration")
def delete_notification(call):
    notifications(call).pop((call.params["AutoScalingGroupName"], call.params["TopicARN"]), None)
    return {}


@answers("autoscaling", "PutLifecycleHook")
def put_hook(call):
    answer, asked = call.moto(), call.params
    names = ("NotificationMetadata", "NotificationTargetARN", "RoleARN")
    hook = (asked["AutoScalingGroupName"], asked["LifecycleHookName"])
    call.settings("hooks")[hook] = {name: asked[name] for name in names if asked.get(name)}
    return answer


@answers("autoscaling", "DescribeLifecycleHooks")
def describe_hooks(call):
    """Whom a hook tells: moto shows a made-up queue and role."""
    answer = call.moto()
    for hook in answer["LifecycleHooks"]:
        for name in ("NotificationMetadata", "NotificationTargetARN", "RoleARN"):
            hook.pop(name, None)
        hook.update(call.settings("hooks").get((hook["AutoScalingGroupName"], hook["LifecycleHookName"]), {}))
    return answer


@answers("autoscaling", "SetInstanceProtection")
def protect(call):
    answer = call.moto()
    name = call.params["AutoScalingGroupName"]
    group = call.backend().autoscaling_groups[name]
    if not call.params["ProtectedFromScaleIn"] and len(group.active_instances()) > group.desired_capacity:
        call.backend().set_desired_capacity(name, group.desired_capacity)
    return answer
