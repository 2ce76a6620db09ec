"""ElastiCache: users and their groups, groups of parameters, changes of groups of subnets."""

from described import answers, refuse

# Who is there in every account and region.
DEFAULT_USER = {
    "UserId": "default",
    "UserName": "default",
    "Status": "active",
    "Engine": "redis",
    "MinimumEngineVersion": "6.0",
    "AccessString": "on ~* +@all",
    "Authentication": {"Type": "no-password"},
}
LOWEST = {"redis": "6.0", "valkey": "7.2"}
USER_SHOWN = ("UserId", "UserName", "Engine", "AccessString")


def tag(call, arn):
    call.backend().tagging_service.tag_resource(arn, call.params.get("Tags", []))


def users(call):
    return call.documents("user")


def user_groups(call):
    return call.documents("user-group")


def user(call, identifier):
    if identifier not in users(call):
        refuse("UserNotFound", f"User {identifier} not found.")
    return users(call)[identifier]


def authentication(call):
    mode = call.params.get("AuthenticationMode") or {}
    passwords = mode.get("Passwords") or call.params.get("Passwords") or []
    if mode.get("Type") == "iam":
        return {"Type": "iam"}
    if call.params.get("NoPasswordRequired") or mode.get("Type") == "no-password-required":
        return {"Type": "no-password"}
    if not passwords:
        refuse("InvalidParameterCombinationException", "A user with password authentication must have at least one password.")
    return {"Type": "password", "PasswordCount": len(passwords)}


def shown(call, found):
    inside = [name for name, group in user_groups(call).items() if found["UserId"] in group["UserIds"]]
    return found | {"UserGroupIds": inside}


@answers("elasticache", "CreateUser")
def create_user(call):
    identifier = call.params["UserId"].lower()
    if identifier in users(call) or identifier == "default":
        refuse("UserAlreadyExists", f"User {identifier} already exists.")
    engine = call.params["Engine"].lower()
    made = {name: call.params[name] for name in USER_SHOWN} | {
        "UserId": identifier,
        "Engine": engine,
        "Status": "active",
        "MinimumEngineVersion": LOWEST.get(engine, "6.0"),
        "Authentication": authentication(call),
        "ARN": call.arn(f"user:{identifier}"),
    }
    users(call)[identifier] = made
    tag(call, made["ARN"])
    return shown(call, made)


@answers("elasticache", "ModifyUser")
def modify_user(call):
    found = user(call, call.params["UserId"].lower())
    for name in ("AccessString", "Engine"):
        if name in call.params:
            found[name] = call.params[name]
    if "AppendAccessString" in call.params:
        found["AccessString"] += f" {call.params['AppendAccessString']}"
    if {"AuthenticationMode", "Passwords", "NoPasswordRequired"} & set(call.params):
        found["Authentication"] = authentication(call)
    return shown(call, found)


@answers("elasticache", "DeleteUser")
def delete_user(call):
    found = user(call, call.params["UserId"].lower())
    del users(call)[found["UserId"]]
    for group in user_groups(call).values():
        group["UserIds"] = [name for name in group["UserIds"] if name != found["UserId"]]
    return shown(call, found) | {"Status": "deleting"}


@answers("elasticache", "DescribeUsers")
def describe_users(call):
    everybody = [DEFAULT_USER | {"ARN": call.arn("user:default")}, *users(call).values()]
    wanted = call.params.get("UserId")
    found = [one for one in everybody if wanted in (None, one["UserId"])]
    if wanted and not found:
        refuse("UserNotFound", f"User {wanted} not found.")
    return {"Users": [shown(call, one) for one in found]}


def user_group(call):
    identifier = call.params["UserGroupId"].lower()
    if identifier not in user_groups(call):
        refuse("UserGroupNotFoundFault", f"User group {identifier} not found.")
    return user_groups(call)[identifier]


def group_shown(call, group):
    using = [
        name
        for name, stored in call.documents("replication-group").items()
        if group["UserGroupId"] in stored["shown"]["UserGroupIds"]
    ]
    return group | {"ReplicationGroups": using}


def check_members(call, engine, names):
    for name in names:
        if name != "default":
            user(call, name)
    if engine == "redis":
        called = [DEFAULT_USER["UserName"] if name == "default" else users(call)[name]["UserName"] for name in names]
        if "default" not in called:
            refuse("DefaultUserRequired", "User group needs to contain a user with the user name default.")


@answers("elasticache", "CreateUserGroup")
def create_user_group(call):
    identifier, engine = call.params["UserGroupId"].lower(), call.params["Engine"].lower()
    if identifier in user_groups(call):
        refuse("UserGroupAlreadyExistsFault", f"User group {identifier} already exists.")
    names = call.params.get("UserIds", [])
    check_members(call, engine, names)
    made = user_groups(call)[identifier] = {
        "UserGroupId": identifier,
        "Engine": engine,
        "Status": "active",
        "UserIds": names,
        "MinimumEngineVersion": LOWEST.get(engine, "6.0"),
        "PendingChanges": {},
        "ARN": call.arn(f"usergroup:{identifier}"),
    }
    tag(call, made["ARN"])
    return group_shown(call, made)


@answers("elasticache", "ModifyUserGroup")
def modify_user_group(call):
    group = user_group(call)
    names = [name for name in group["UserIds"] if name not in call.params.get("UserIdsToRemove", [])]
    names += call.params.get("UserIdsToAdd", [])
    group["Engine"] = call.params.get("Engine", group["Engine"])
    check_members(call, group["Engine"], names)
    group["UserIds"] = names
    return group_shown(call, group)


@answers("elasticache", "DescribeUserGroups")
def describe_user_groups(call):
    found = [user_group(call)] if call.params.get("UserGroupId") else list(user_groups(call).values())
    return {"UserGroups": [group_shown(call, one) for one in found]}


@answers("elasticache", "DeleteUserGroup")
def delete_user_group(call):
    group = user_group(call)
    using = group_shown(call, group)["ReplicationGroups"]
    if using:
        refuse("InvalidUserGroupState", f"User group {group['UserGroupId']} is used by {', '.join(using)}.")
    del user_groups(call)[group["UserGroupId"]]
    return group_shown(call, group) | {"Status": "deleting"}


def parameter_groups(call):
    return call.documents("parameter-group")


def parameter_group(call):
    name = call.params["CacheParameterGroupName"].lower()
    if name not in parameter_groups(call):
        refuse("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return parameter_groups(call)[name]


@answers("elasticache", "CreateCacheParameterGroup")
def create_parameter_group(call):
    name = call.params["CacheParameterGroupName"].lower()
    if name in parameter_groups(call):
        refuse("CacheParameterGroupAlreadyExists", f"CacheParameterGroup {name} already exists.")
    made = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": call.params["CacheParameterGroupFamily"],
        "Description": call.params["Description"],
        "IsGlobal": False,
        "ARN": call.arn(f"parametergroup:{name}"),
    }
    parameter_groups(call)[name] = {"shown": made, "values": {}}
    tag(call, made["ARN"])
    return {"CacheParameterGroup": made}


@answers("elasticache", "ModifyCacheParameterGroup")
def modify_parameter_group(call):
    group = parameter_group(call)
    for pair in call.params["ParameterNameValues"]:
        group["values"][pair["ParameterName"]] = pair.get("ParameterValue", "")
    return {"CacheParameterGroupName": group["shown"]["CacheParameterGroupName"]}


@answers("elasticache", "ResetCacheParameterGroup")
def reset_parameter_group(call):
    group = parameter_group(call)
    if call.params.get("ResetAllParameters"):
        group["values"].clear()
    for pair in call.params.get("ParameterNameValues", []):
        group["values"].pop(pair["ParameterName"], None)
    return {"CacheParameterGroupName": group["shown"]["CacheParameterGroupName"]}


@answers("elasticache", "DescribeCacheParameterGroups")
def describe_parameter_groups(call):
    named = call.params.get("CacheParameterGroupName")
    found = [parameter_group(call)] if named else list(parameter_groups(call).values())
    return {"CacheParameterGroups": [group["shown"] for group in found]}


@answers("elasticache", "DescribeCacheParameters")
def describe_parameters(call):
    """Those that were set; the engine's own defaults are not known here."""
    group = parameter_group(call)
    if call.params.get("Source") not in (None, "user"):
        return {"Parameters": []}
    return {
        "Parameters": [
            {"ParameterName": name, "ParameterValue": value, "Source": "user", "DataType": "string", "IsModifiable": True}
            for name, value in group["values"].items()
        ]
    }


@answers("elasticache", "DeleteCacheParameterGroup")
def delete_parameter_group(call):
    name = parameter_group(call)["shown"]["CacheParameterGroupName"]
    stored = call.documents("replication-group").values()
    if any(one["members"]["CacheParameterGroupName"] == name for one in stored):
        refuse("InvalidCacheParameterGroupState", f"CacheParameterGroup {name} is in use.")
    del parameter_groups(call)[name]
    return {}


def subnet_group(call):
    found = call.backend().cache_subnet_groups.get(call.params["CacheSubnetGroupName"])
    if found is None:
        refuse("CacheSubnetGroupNotFoundFault", f"Cache Subnet Group {call.params['CacheSubnetGroupName']} does not exist.")
    return found


@answers("elasticache", "ModifyCacheSubnetGroup")
def modify_subnet_group(call):
    from moto.elasticache.models import CacheSubnetGroup

    found = subnet_group(call)
    changed = CacheSubnetGroup(
        call.account,
        call.region,
        found.cache_subnet_group_name,
        call.params.get("CacheSubnetGroupDescription", found.cache_subnet_group_description),
        call.params.get("SubnetIds", found.subnet_ids),
        found.tags,
    )
    call.backend().cache_subnet_groups[found.cache_subnet_group_name] = changed
    return {"CacheSubnetGroup": changed}


@answers("elasticache", "DeleteCacheSubnetGroup")
def delete_subnet_group(call):
    name = subnet_group(call).cache_subnet_group_name
    if any(stored["subnets"] == name for stored in call.documents("replication-group").values()):
        refuse("CacheSubnetGroupInUse", f"Cache Subnet Group {name} is in use.")
    del call.backend().cache_subnet_groups[name]
    return {}


@answers("elasticache", "ListTagsForResource")
def list_tags(call):
    """moto knows the tags of all, but not the ARNs of some."""
    return {"TagList": call.backend().tagging_service.list_tags_for_resource(call.params["ResourceName"])["Tags"]}
