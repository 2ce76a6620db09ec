"""CloudFront: policies of caches, requests to origins and headers of responses, functions; distributions as they were asked for.

AWS's own policies are a choice: those that are used most, by their well-known identifiers.
"""

import hashlib
from datetime import datetime, timezone
from uuid import uuid4

from described import answers, refuse

EPOCH = datetime(2020, 1, 1, tzinfo=timezone.utc)


def nothing(kind):
    return {f"{kind}Behavior": "none"}


def cache(name, default, longest, shortest, gzip=True):
    return {
        "Name": f"Managed-{name}",
        "Comment": "",
        "DefaultTTL": default,
        "MaxTTL": longest,
        "MinTTL": shortest,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": gzip,
            "EnableAcceptEncodingBrotli": gzip,
            "HeadersConfig": nothing("Header"),
            "CookiesConfig": nothing("Cookie"),
            "QueryStringsConfig": nothing("QueryString"),
        },
    }


def request(name, headers, cookies, queries):
    config = {"HeaderBehavior": headers} if isinstance(headers, str) else {
        "HeaderBehavior": headers[0],
        "Headers": {"Quantity": len(headers[1]), "Items": headers[1]},
    }
    return {
        "Name": f"Managed-{name}",
        "Comment": "",
        "HeadersConfig": config,
        "CookiesConfig": {"CookieBehavior": cookies},
        "QueryStringsConfig": {"QueryStringBehavior": queries},
    }


SECURITY = {
    "FrameOptions": {"Override": False, "FrameOption": "SAMEORIGIN"},
    "ReferrerPolicy": {"Override": False, "ReferrerPolicy": "strict-origin-when-cross-origin"},
    "ContentTypeOptions": {"Override": True},
    "StrictTransportSecurity": {"Override": False, "AccessControlMaxAgeSec": 31536000},
    "XSSProtection": {"Override": False, "Protection": True, "ModeBlock": True},
}
CORS = ["origin", "access-control-request-headers", "access-control-request-method"]
MANAGED = {
    "CachePolicy": {
        "658327ea-f89d-4fab-a63d-7e88639e58f6": cache("CachingOptimized", 86400, 31536000, 1),
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": cache("CachingDisabled", 0, 0, 0, gzip=False),
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": cache("CachingOptimizedForUncompressedObjects", 86400, 31536000, 1, gzip=False),
    },
    "OriginRequestPolicy": {
        "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": request("CORS-S3Origin", ("whitelist", CORS), "none", "none"),
        "216adef6-5c7f-47e4-b989-5492eafa07d3": request("AllViewer", "allViewer", "all", "all"),
        "b689b0a8-53d0-40ab-baf2-68738e2966ac": request("AllViewerExceptHostHeader", ("allExcept", ["host"]), "all", "all"),
        "acba4595-bd28-49b8-b9fe-13317c0390fa": request("UserAgentRefererHeaders", ("whitelist", ["user-agent", "referer"]), "none", "none"),
    },
    "ResponseHeadersPolicy": {
        "67f7725c-6f97-4210-82d7-5512b31e9d03": {
            "Name": "Managed-SecurityHeadersPolicy",
            "Comment": "Adds a set of security headers to every response",
            "SecurityHeadersConfig": SECURITY,
        },
        "eaab4381-ed33-4a86-88ca-d9558dc6cd63": {
            "Name": "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
            "Comment": "Allows all origins for CORS requests, including preflight requests, and adds security headers",
            "SecurityHeadersConfig": SECURITY,
        },
    },
}


def tag_of(thing):
    """What an update and a deletion have to name as the version that they mean."""
    return f"E{hashlib.sha256(repr(thing).encode()).hexdigest()[:13].upper()}"


def check_version(call, thing):
    if call.params.get("IfMatch") != tag_of(thing):
        refuse("PreconditionFailed", "The request failed because it didn't meet the preconditions in one or more request-header fields.")


def policies(kind, plural):
    """Each kind of policy has the same operations; `plural` is its word in the list."""

    def own(call):
        return call.documents(kind)

    def find(call, of):
        identifier = call.params["Id"]
        if identifier not in of:
            refuse(f"NoSuch{kind}", f"The {kind} {identifier} does not exist.")
        return of[identifier]

    def shown(identifier, policy):
        return {
            kind: {"Id": identifier, "LastModifiedTime": policy["at"], f"{kind}Config": policy["config"]},
            "ETag": tag_of(policy["config"]),
        }

    def every(call):
        aws = {identifier: {"at": EPOCH, "config": config} for identifier, config in MANAGED[kind].items()}
        return aws | own(call)

    def named(call):
        return [one["config"]["Name"] for one in every(call).values()]

    @answers("cloudfront", f"Create{kind}")
    def create(call):
        config, identifier = call.params[f"{kind}Config"], str(uuid4())
        if config["Name"] in named(call):
            refuse(f"{kind}AlreadyExists", f"A {kind} with the name {config['Name']} already exists.")
        own(call)[identifier] = {"at": datetime.now(timezone.utc), "config": config}
        path = kind[0].lower() + kind[1:]
        return shown(identifier, own(call)[identifier]) | {"Location": f"https://cloudfront.amazonaws.com/2020-05-31/{path}/{identifier}"}

    @answers("cloudfront", f"Get{kind}")
    def get(call):
        return shown(call.params["Id"], find(call, every(call)))

    @answers("cloudfront", f"Update{kind}")
    def update(call):
        policy = find(call, own(call))
        check_version(call, policy["config"])
        policy.update(at=datetime.now(timezone.utc), config=call.params[f"{kind}Config"])
        return shown(call.params["Id"], policy)

    @answers("cloudfront", f"Delete{kind}")
    def delete(call):
        check_version(call, find(call, own(call))["config"])
        del own(call)[call.params["Id"]]
        return {}

    @answers("cloudfront", f"List{plural}")
    def list_policies(call):
        managed = MANAGED[kind]
        items = [
            {"Type": "managed" if identifier in managed else "custom", kind: shown(identifier, policy)[kind]}
            for identifier, policy in every(call).items()
        ]
        items = [one for one in items if call.params.get("Type") in (None, one["Type"])]
        return {f"{kind}List": {"MaxItems": 100, "Quantity": len(items), "Items": items}}


policies("CachePolicy", "CachePolicies")
policies("OriginRequestPolicy", "OriginRequestPolicies")
policies("ResponseHeadersPolicy", "ResponseHeadersPolicies")


def functions(call):
    return call.documents("function")


def function(call):
    """The function's two stages; LIVE is there after it was published."""
    name = call.params["Name"]
    if name not in functions(call):
        refuse("NoSuchFunctionExists", f"The function {name} does not exist.")
    return functions(call)[name]


def stage(call):
    found = function(call).get(call.params.get("Stage", "DEVELOPMENT"))
    if found is None:
        refuse("NoSuchFunctionExists", f"The function {call.params['Name']} was not published.")
    return found


def summary(call, of, name):
    metadata = {
        "FunctionARN": call.arn(f"function/{call.params['Name']}", region=""),
        "Stage": name,
        "CreatedTime": of["created"],
        "LastModifiedTime": of["at"],
    }
    status = "UNASSOCIATED" if name == "LIVE" else "UNPUBLISHED"
    shown = {"Name": call.params["Name"], "Status": status, "FunctionConfig": of["config"], "FunctionMetadata": metadata}
    return {"FunctionSummary": shown, "ETag": tag_of((of["config"], of["code"]))}


@answers("cloudfront", "CreateFunction")
def create_function(call):
    name, now = call.params["Name"], datetime.now(timezone.utc)
    if name in functions(call):
        refuse("FunctionAlreadyExists", f"The function {name} already exists.")
    made = {"created": now, "at": now, "config": call.params["FunctionConfig"], "code": call.params["FunctionCode"]}
    functions(call)[name] = {"DEVELOPMENT": made}
    return summary(call, made, "DEVELOPMENT") | {"Location": f"https://cloudfront.amazonaws.com/2020-05-31/function/{name}"}


@answers("cloudfront", "DescribeFunction")
def describe_function(call):
    return summary(call, stage(call), call.params.get("Stage", "DEVELOPMENT"))


@answers("cloudfront", "GetFunction")
def get_function(call):
    of = stage(call)
    return {"FunctionCode": of["code"], "ContentType": "application/octet-stream", "ETag": tag_of((of["config"], of["code"]))}


@answers("cloudfront", "UpdateFunction")
def update_function(call):
    of = function(call)["DEVELOPMENT"]
    check_version(call, (of["config"], of["code"]))
    of.update(at=datetime.now(timezone.utc), config=call.params["FunctionConfig"], code=call.params["FunctionCode"])
    return summary(call, of, "DEVELOPMENT")


@answers("cloudfront", "PublishFunction")
def publish_function(call):
    stages = function(call)
    of = stages["DEVELOPMENT"]
    check_version(call, (of["config"], of["code"]))
    stages["LIVE"] = dict(of)
    return {"FunctionSummary": summary(call, stages["LIVE"], "LIVE")["FunctionSummary"]}


@answers("cloudfront", "DeleteFunction")
def delete_function(call):
    of = function(call)["DEVELOPMENT"]
    check_version(call, (of["config"], of["code"]))
    arn = call.arn(f"function/{call.params['Name']}", region="")
    if any(arn in repr(config) for config in call.settings("distribution").values()):
        refuse("FunctionInUse", f"The function {call.params['Name']} is used by a distribution.")
    del functions(call)[call.params["Name"]]
    return {}


# What AWS shows where nothing was asked for.
DEFAULTS = {
    "Aliases": {"Quantity": 0},
    "CacheBehaviors": {"Quantity": 0},
    "ContinuousDeploymentPolicyId": "",
    "CustomErrorResponses": {"Quantity": 0},
    "DefaultRootObject": "",
    "HttpVersion": "http2",
    "IsIPV6Enabled": False,
    "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
    "OriginGroups": {"Quantity": 0},
    "PriceClass": "PriceClass_All",
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    "Staging": False,
    "ViewerCertificate": {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"},
    "WebACLId": "",
}


def keep_distribution(call, answer, config):
    kept = call.settings("distribution")
    kept[answer["Distribution"]["Id"]] = DEFAULTS | config
    return show_distribution(call, answer)


def show_distribution(call, answer):
    """Its configuration as it was asked for; it is deployed at once."""
    shown = answer["Distribution"]
    kept = call.settings("distribution").get(shown["Id"])
    if kept:
        shown["DistributionConfig"] = kept
    shown["Status"] = "Deployed"
    return answer


@answers("cloudfront", "CreateDistribution")
def create_distribution(call):
    return keep_distribution(call, call.moto(), call.params["DistributionConfig"])


@answers("cloudfront", "CreateDistributionWithTags")
def create_distribution_with_tags(call):
    return keep_distribution(call, call.moto(), call.params["DistributionConfigWithTags"]["DistributionConfig"])


@answers("cloudfront", "UpdateDistribution")
def update_distribution(call):
    return keep_distribution(call, call.moto(), call.params["DistributionConfig"])


@answers("cloudfront", "GetDistribution")
def get_distribution(call):
    return show_distribution(call, call.moto())


@answers("cloudfront", "GetDistributionConfig")
def get_distribution_config(call):
    answer = call.moto()
    kept = call.settings("distribution").get(call.params["Id"])
    return answer | ({"DistributionConfig": kept} if kept else {})


@answers("cloudfront", "DeleteDistribution")
def delete_distribution(call):
    answer = call.moto()
    call.settings("distribution").pop(call.params["Id"], None)
    return answer
