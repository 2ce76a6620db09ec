"""Chatbot: Slack channels and Teams channels that are told of messages. Nothing is sent. moto does not have this service."""

from described import answers, refuse

SHOWN = (
    "ConfigurationName",
    "GuardrailPolicyArns",
    "IamRoleArn",
    "LoggingLevel",
    "SlackChannelId",
    "SlackTeamId",
    "SnsTopicArns",
    "UserAuthorizationRequired",
)
TEAMS_SHOWN = (
    "ChannelId",
    "ChannelName",
    "ConfigurationName",
    "GuardrailPolicyArns",
    "IamRoleArn",
    "LoggingLevel",
    "SnsTopicArns",
    "TeamId",
    "TeamName",
    "TenantId",
    "UserAuthorizationRequired",
)
DEFAULTS = {
    "GuardrailPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
    "LoggingLevel": "NONE",
    "SnsTopicArns": [],
    "State": "ENABLED",
    "UserAuthorizationRequired": False,
}


def channels(call):
    """All channels of the account: the service has no regions."""
    return call.documents("channel", region="global")


def channel(call):
    found = channels(call).get(call.params["ChatConfigurationArn"])
    if found is None:
        refuse("ResourceNotFoundException", "The configuration was not found.")
    return found


def create(call, path, shown, more):
    name = call.params["ConfigurationName"]
    arn = call.arn(f"chat-configuration/{path}/{name}", region="")
    if arn in channels(call):
        refuse("ConflictException", f"Configuration {name} already exists.")
    made = DEFAULTS | {key: call.params[key] for key in shown if key in call.params} | more | {"ChatConfigurationArn": arn}
    channels(call)[arn] = made
    call.settings("tags", region="global")[arn] = {tag["TagKey"]: tag["TagValue"] for tag in call.params.get("Tags", [])}
    return {"ChannelConfiguration": tagged(call, made)}


def update(call, shown):
    found = channel(call)
    found.update({key: call.params[key] for key in shown if key in call.params})
    return {"ChannelConfiguration": tagged(call, found)}


def tagged(call, one):
    tags = call.settings("tags", region="global").get(one["ChatConfigurationArn"], {})
    return one | {"Tags": [{"TagKey": key, "TagValue": value} for key, value in tags.items()]}


def listed(call, path):
    wanted = call.params.get("ChatConfigurationArn")
    return [tagged(call, one) for arn, one in channels(call).items() if f"/{path}/" in arn and wanted in (None, arn)]


@answers("chatbot", "CreateSlackChannelConfiguration")
def create_slack(call):
    more = {"SlackTeamName": call.params["SlackTeamId"], "SlackChannelName": call.params.get("SlackChannelName", "")}
    return create(call, "slack-channel", SHOWN, more)


@answers("chatbot", "DescribeSlackChannelConfigurations")
def describe_slack(call):
    return {"SlackChannelConfigurations": listed(call, "slack-channel")}


@answers("chatbot", "UpdateSlackChannelConfiguration")
def update_slack(call):
    return update(call, (*SHOWN, "SlackChannelName"))


@answers("chatbot", "DeleteSlackChannelConfiguration", "DeleteMicrosoftTeamsChannelConfiguration")
def delete_channel(call):
    arn = channel(call)["ChatConfigurationArn"]
    del channels(call)[arn]
    call.settings("tags", region="global").pop(arn, None)
    return {}


@answers("chatbot", "CreateMicrosoftTeamsChannelConfiguration")
def create_teams(call):
    return create(call, "ms-teams-channel", TEAMS_SHOWN, {})


@answers("chatbot", "GetMicrosoftTeamsChannelConfiguration")
def get_teams(call):
    return {"ChannelConfiguration": tagged(call, channel(call))}


@answers("chatbot", "ListMicrosoftTeamsChannelConfigurations")
def list_teams(call):
    return {"TeamChannelConfigurations": listed(call, "ms-teams-channel")}


@answers("chatbot", "UpdateMicrosoftTeamsChannelConfiguration")
def update_teams(call):
    return update(call, TEAMS_SHOWN)


@answers("chatbot", "ListTagsForResource", "TagResource", "UntagResource")
def tag(call):
    kept = call.settings("tags", region="global").get(call.params["ResourceARN"])
    if kept is None:
        refuse("ResourceNotFoundException", "The resource was not found.")
    kept.update({one["TagKey"]: one["TagValue"] for one in call.params.get("Tags", [])})
    for key in call.params.get("TagKeys", []):
        kept.pop(key, None)
    return {"Tags": [{"TagKey": key, "TagValue": value} for key, value in kept.items()]}
