"""ECS: services that are steady at once, and settings of the account."""

from described import answers

# What a service shows as it was asked for.
AS_ASKED = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "deploymentController",
    "desiredCount",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "networkConfiguration",
    "placementConstraints",
    "placementStrategy",
    "platformVersion",
    "propagateTags",
    "schedulingStrategy",
    "serviceRegistries",
)
# What its deployment shows.
OF_DEPLOYMENT = ("capacityProviderStrategy", "networkConfiguration", "serviceConnectConfiguration", "volumeConfigurations")
# What AWS says where nothing was asked for.
DEFAULTS = {
    "availabilityZoneRebalancing": "DISABLED",
    "deploymentConfiguration": {},
    "enableECSManagedTags": False,
    "enableExecuteCommand": False,
    "propagateTags": "NONE",
}


def asked(call, service):
    return call.settings("services").setdefault(service["serviceArn"], {})


def settle(call, service):
    """All tasks run, and the last deployment is done: nothing is started, so nothing is waited for."""
    kept = asked(call, service)
    service.update({name: kept[name] for name in AS_ASKED if name in kept})
    for name, value in DEFAULTS.items():
        if service.get(name) is None:
            service[name] = value
    service["deploymentConfiguration"] = {"maximumPercent": 200, "minimumHealthyPercent": 100} | service["deploymentConfiguration"]
    # A strategy in place of a type: AWS shows the one that was chosen.
    if service.get("capacityProviderStrategy"):
        service.pop("launchType", None)
    if service.get("status") != "ACTIVE":
        return service
    count = service.get("desiredCount") or 0
    service.update(runningCount=count, pendingCount=0)
    for deployment in service.get("deployments", [])[:1]:
        deployment.update(
            desiredCount=count,
            runningCount=count,
            pendingCount=0,
            failedTasks=0,
            rolloutState="COMPLETED",
            rolloutStateReason=f"ECS deployment {deployment['id']} completed.",
            taskDefinition=service["taskDefinition"],
        )
        deployment.update({name: kept[name] for name in OF_DEPLOYMENT if name in kept})
    return service


@answers("ecs", "CreateService", "UpdateService")
def put_service(call):
    answer = call.moto()
    said = {name: call.params[name] for name in {*AS_ASKED, *OF_DEPLOYMENT} if call.params.get(name) is not None}
    asked(call, answer["service"]).update(said)
    settle(call, answer["service"])
    return answer


@answers("ecs", "DescribeServices")
def describe_services(call):
    answer = call.moto()
    for service in answer.get("services", []):
        settle(call, service)
    return answer


@answers("ecs", "DeleteService")
def delete_service(call):
    answer = call.moto()
    settle(call, answer["service"])
    call.settings("services").pop(answer["service"]["serviceArn"], None)
    return answer


@answers("ecs", "PutAccountSettingDefault", "PutAccountSetting")
def put_account_setting(call):
    setting = {
        "name": call.params["name"],
        "value": call.params["value"],
        "principalArn": call.arn("root", "iam", ""),
        "type": "user",
    }
    call.settings("account")[setting["name"]] = setting
    # moto looks at some of them when it makes ARNs.
    call.backend().put_account_setting(setting["name"], setting["value"])
    return {"setting": setting}


# What AWS has where an account says nothing.
ACCOUNT_DEFAULTS = {
    "awsvpcTrunking": "disabled",
    "containerInsights": "disabled",
    "containerInstanceLongArnFormat": "enabled",
    "defaultLogDriverMode": "non-blocking",
    "dualStackIPv6": "disabled",
    "fargateTaskRetirementWaitPeriod": "7",
    "guardDutyActivate": "off",
    "serviceLongArnFormat": "enabled",
    "tagResourceAuthorization": "off",
    "taskLongArnFormat": "enabled",
}


@answers("ecs", "ListAccountSettings")
def list_account_settings(call):
    principal = call.arn("root", "iam", "")
    default = {
        name: {"name": name, "value": value, "principalArn": principal, "type": "user"}
        for name, value in ACCOUNT_DEFAULTS.items()
        if call.params.get("effectiveSettings")
    }
    found = list((default | call.settings("account")).values())
    for name in ("name", "value"):
        if call.params.get(name):
            found = [setting for setting in found if setting[name] == call.params[name]]
    return {"settings": found}


@answers("ecs", "DeleteAccountSetting")
def delete_account_setting(call):
    name = call.params["name"]
    call.backend().delete_account_setting(name)
    gone = call.settings("account").pop(name, {"name": name, "value": ACCOUNT_DEFAULTS.get(name, "")})
    return {"setting": gone}
