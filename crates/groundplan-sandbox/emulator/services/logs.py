"""CloudWatch Logs: classes of groups, subscriptions of other accounts, saved queries, protection of data."""

import time
from uuid import uuid4

from described import answers, refuse


def classes(call):
    return call.settings("class")


@answers("logs", "CreateLogGroup")
def create_group(call):
    answer = call.moto()
    classes(call)[call.params["logGroupName"]] = call.params.get("logGroupClass", "STANDARD")
    return answer


@answers("logs", "DescribeLogGroups")
def describe_groups(call):
    answer, policies = call.moto(), call.settings("data-protection")
    for group in answer["logGroups"]:
        group["logGroupClass"] = classes(call).get(group["logGroupName"], "STANDARD")
        if group["logGroupName"] in policies:
            group["dataProtectionStatus"] = "ACTIVATED"
    wanted = call.params.get("logGroupClass")
    if wanted:
        answer["logGroups"] = [group for group in answer["logGroups"] if group["logGroupClass"] == wanted]
    return answer


@answers("logs", "DeleteLogGroup")
def delete_group(call):
    answer = call.moto()
    for kind in ("class", "data-protection", "subscription-distribution"):
        call.settings(kind).pop(call.params["logGroupName"], None)
    return answer


def destination(arn):
    """The destination of that ARN, in whichever account."""
    from moto.logs.models import logs_backends

    _, _, _, region, account, _ = arn.split(":", 5)
    found = logs_backends[account][region].destinations.values()
    return next((one for one in found if one.arn == arn), None)


@answers("logs", "PutSubscriptionFilter")
def put_subscription(call):
    """To a destination, too, which can be in another account: moto knows those to streams and functions of its own."""
    asked = call.params
    group = call.backend().groups.get(asked["logGroupName"])
    if group is None:
        refuse("ResourceNotFoundException", "The specified log group does not exist.")
    distribution = call.settings("subscription-distribution").setdefault(asked["logGroupName"], {})
    distribution[asked["filterName"]] = asked.get("distribution", "ByLogStream")
    if ":destination:" not in asked["destinationArn"]:
        return call.moto()
    if destination(asked["destinationArn"]) is None:
        refuse("InvalidParameterException", "Could not deliver test message to specified destination. Check if the destination is valid.")
    known = asked["filterName"] in group.subscription_filters
    if len(group.subscription_filters) == 2 and not known:
        refuse("LimitExceededException", "Resource limit exceeded.")
    if known:
        group.delete_subscription_filter(asked["filterName"])
    group.put_subscription_filter(
        asked["filterName"], asked["filterPattern"], asked["destinationArn"], asked.get("roleArn")
    )
    return {}


@answers("logs", "DescribeSubscriptionFilters")
def describe_subscriptions(call):
    answer = call.moto()
    kept = call.settings("subscription-distribution").get(call.params["logGroupName"], {})
    for one in answer["subscriptionFilters"]:
        one["distribution"] = kept.get(one["filterName"], "ByLogStream")
    return answer


def queries(call):
    return call.documents("query-definition")


@answers("logs", "PutQueryDefinition")
def put_query(call):
    identifier = call.params.get("queryDefinitionId")
    if identifier and identifier not in queries(call):
        refuse("ResourceNotFoundException", f"There is no query definition {identifier}.")
    identifier = identifier or str(uuid4())
    shown = ("queryLanguage", "name", "queryString", "logGroupNames")
    queries(call)[identifier] = {key: call.params[key] for key in shown if key in call.params} | {
        "queryDefinitionId": identifier,
        "lastModified": int(time.time() * 1000),
    }
    return {"queryDefinitionId": identifier}


@answers("logs", "DescribeQueryDefinitions")
def describe_queries(call):
    prefix = call.params.get("queryDefinitionNamePrefix", "")
    return {"queryDefinitions": [one for one in queries(call).values() if one["name"].startswith(prefix)]}


@answers("logs", "DeleteQueryDefinition")
def delete_query(call):
    if queries(call).pop(call.params["queryDefinitionId"], None) is None:
        refuse("ResourceNotFoundException", f"There is no query definition {call.params['queryDefinitionId']}.")
    return {"success": True}


def group_name(call):
    """The group's name, which may be given as an ARN."""
    name = call.params["logGroupIdentifier"].split(":log-group:")[-1].removesuffix(":*")
    if name not in call.backend().groups:
        refuse("ResourceNotFoundException", "The specified log group does not exist.")
    return name


@answers("logs", "PutDataProtectionPolicy")
def put_protection(call):
    policy = call.settings("data-protection")[group_name(call)] = {
        "logGroupIdentifier": call.params["logGroupIdentifier"],
        "policyDocument": call.params["policyDocument"],
        "lastUpdatedTime": int(time.time() * 1000),
    }
    return policy


@answers("logs", "GetDataProtectionPolicy")
def get_protection(call):
    return call.settings("data-protection").get(
        group_name(call), {"logGroupIdentifier": call.params["logGroupIdentifier"]}
    )


@answers("logs", "DeleteDataProtectionPolicy")
def delete_protection(call):
    call.settings("data-protection").pop(group_name(call), None)
    return {}


def account_policies(call):
    return call.documents("account-policy")


@answers("logs", "PutAccountPolicy")
def put_account_policy(call):
    asked = call.params
    policy = account_policies(call)[f"{asked['policyType']} {asked['policyName']}"] = {
        "policyName": asked["policyName"],
        "policyDocument": asked["policyDocument"],
        "policyType": asked["policyType"],
        "scope": asked.get("scope", "ALL"),
        "selectionCriteria": asked.get("selectionCriteria"),
        "accountId": call.account,
        "lastUpdatedTime": int(time.time() * 1000),
    }
    return {"accountPolicy": policy}


@answers("logs", "DescribeAccountPolicies")
def describe_account_policies(call):
    found = [
        one
        for one in account_policies(call).values()
        if one["policyType"] == call.params["policyType"] and call.params.get("policyName") in (None, one["policyName"])
    ]
    return {"accountPolicies": found}


@answers("logs", "DeleteAccountPolicy")
def delete_account_policy(call):
    key = f"{call.params['policyType']} {call.params['policyName']}"
    if account_policies(call).pop(key, None) is None:
        refuse("ResourceNotFoundException", f"There is no account policy {call.params['policyName']}.")
    return {}
