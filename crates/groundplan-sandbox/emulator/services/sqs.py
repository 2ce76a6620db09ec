"""SQS: which queues may use one for their dead letters; attributes are changed one by one."""

from described import answers

ATTRIBUTE = "RedriveAllowPolicy"
# Shown exactly as they were written.
WRITTEN = (ATTRIBUTE, "RedrivePolicy")


def queue(call):
    """The queue of the call; moto says what it says when there is none."""
    name = (call.params.get("QueueUrl") or call.params.get("QueueName", "")).split("/")[-1]
    return call.backend().queues.get(name)


def remember(call, found):
    asked = call.params.get("Attributes", {})
    written = call.settings("written").setdefault(found.name, {})
    written.update({name: asked[name] for name in WRITTEN if name in asked})


@answers("sqs", "CreateQueue")
def create(call):
    answer = call.moto()
    remember(call, queue(call))
    return answer


@answers("sqs", "SetQueueAttributes")
def change(call):
    found = queue(call)
    policy = found.policy if found else None
    answer = call.moto()
    # moto forgets the policy when anything else is set.
    if "Policy" not in call.params["Attributes"]:
        found.policy = policy
    remember(call, found)
    return answer


@answers("sqs", "GetQueueAttributes")
def show(call):
    """moto refuses the attribute that it does not know, so it is not asked for it."""
    found, wanted = queue(call), call.params.get("AttributeNames", [])
    if found is None or not {*WRITTEN, "All"} & set(wanted):
        return call.moto()
    rest = [name for name in wanted if name != ATTRIBUTE]
    attributes = dict(call.backend().get_queue_attributes(found.name, rest)) if rest else {}
    for name, text in call.settings("written").get(found.name, {}).items():
        if "All" in wanted or name in wanted:
            attributes[name] = text or None
    return {"Attributes": {name: str(value) for name, value in attributes.items() if value is not None}}


@answers("sqs", "DeleteQueue")
def delete(call):
    found = queue(call)
    if found:
        call.settings("written").pop(found.name, None)
    return call.moto()
