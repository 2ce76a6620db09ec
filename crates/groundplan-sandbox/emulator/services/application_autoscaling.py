"""Application Auto Scaling: tags of scalable targets, policies by name and target."""

from described import answers, refuse


def tags(call, arn):
    if not any(target.arn == arn for targets in call.backend().targets.values() for target in targets.values()):
        refuse("ResourceNotFoundException", f"There is no scalable target {arn}.")
    return call.settings("tags").setdefault(arn, {})


@answers("application-autoscaling", "RegisterScalableTarget")
def register(call):
    answer = call.moto()
    asked = call.params
    target = call.backend().targets[asked["ScalableDimension"]][asked["ResourceId"]]
    call.settings("tags").setdefault(target.arn, {}).update(asked.get("Tags", {}))
    return answer | {"ScalableTargetARN": target.arn}


@answers("application-autoscaling", "ListTagsForResource")
def list_tags(call):
    return {"Tags": tags(call, call.params["ResourceARN"])}


@answers("application-autoscaling", "TagResource")
def tag(call):
    tags(call, call.params["ResourceARN"]).update(call.params["Tags"])
    return {}


@answers("application-autoscaling", "UntagResource")
def untag(call):
    for key in call.params["TagKeys"]:
        tags(call, call.params["ResourceARN"]).pop(key, None)
    return {}


@answers("application-autoscaling", "DescribeScalingPolicies")
def describe_policies(call):
    """moto does not look at names, and takes parts of a target's name for it."""
    answer, asked = call.moto(), call.params
    answer["ScalingPolicies"] = [
        one
        for one in answer["ScalingPolicies"]
        if one["PolicyName"] in (asked.get("PolicyNames") or [one["PolicyName"]])
        and asked.get("ResourceId") in (None, one["ResourceId"])
        and asked.get("ScalableDimension") in (None, one["ScalableDimension"])
    ]
    return answer
