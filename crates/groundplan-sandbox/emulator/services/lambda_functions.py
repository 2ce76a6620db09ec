"""Lambda: functions show what they were asked for, and event sources the version or alias that they call."""

from described import answers

KEPT = ("DeadLetterConfig", "KMSKeyArn", "LoggingConfig")


def name_of(text):
    """A function's name without its version or alias, from a name or an ARN."""
    parts = text.split(":function:")[-1].split(":")
    return parts[0]


def kept(call, name):
    return call.settings("functions").setdefault(name_of(name), {})


def complete(call, shown):
    found = kept(call, shown["FunctionName"])
    logging = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{shown['FunctionName']}"} | found.get("LoggingConfig", {})
    shown.update({key: found[key] for key in KEPT if found.get(key)} | {"LoggingConfig": logging})
    # Shown where something of the image is overridden.
    if not any(shown.get("ImageConfigResponse", {}).get("ImageConfig", {}).values()):
        shown.pop("ImageConfigResponse", None)
    return shown


@answers("lambda", "CreateFunction", "UpdateFunctionConfiguration")
def put(call):
    answer = call.moto()
    kept(call, call.params["FunctionName"]).update({key: call.params[key] for key in KEPT if key in call.params})
    return complete(call, answer)


@answers("lambda", "GetFunctionConfiguration", "UpdateFunctionCode", "PublishVersion")
def show_configuration(call):
    return complete(call, call.moto())


@answers("lambda", "GetFunction")
def show(call):
    answer = call.moto()
    complete(call, answer["Configuration"])
    return answer


@answers("lambda", "DeleteFunction")
def delete(call):
    answer = call.moto()
    if not call.params.get("Qualifier"):
        call.settings("functions").pop(name_of(call.params["FunctionName"]), None)
    return answer


def sources(call):
    return call.settings("event-sources")


@answers("lambda", "CreateEventSourceMapping", "UpdateEventSourceMapping")
def put_source(call):
    """moto shows the version behind an alias; AWS shows what was asked for."""
    answer = call.moto()
    asked = call.params.get("FunctionName")
    if asked and asked.startswith("arn:"):
        sources(call)[answer["UUID"]] = asked
    return show_function(call, answer)


def show_function(call, answer):
    if answer.get("UUID") in sources(call):
        answer["FunctionArn"] = sources(call)[answer["UUID"]]
    return answer


@answers("lambda", "GetEventSourceMapping")
def get_source(call):
    return show_function(call, call.moto())


@answers("lambda", "DeleteEventSourceMapping")
def delete_source(call):
    answer = show_function(call, call.moto())
    sources(call).pop(call.params["UUID"], None)
    return answer
