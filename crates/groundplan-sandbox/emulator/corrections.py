"""Corrections of moto where its answers differ from AWS's, so that what was applied is found again.

Each says what AWS does (by its API reference) and what moto does. `docs/sandbox.md` lists them. They are applied when
the service is used for the first time, because loading a service takes time.
"""

import json
from copy import deepcopy
from fnmatch import fnmatchcase
from uuid import uuid4


def ec2():
    """CreateNetworkAclEntry, ReplaceNetworkAclEntry: the parameter `Icmp` (type and code) is kept and shown again.

    moto looks for it under the name that it has in the request, after the request was turned into the names of the
    service description, where it is `IcmpTypeCode`.
    """
    from moto.ec2.responses.network_acls import NetworkACLs

    plain = NetworkACLs._get_param

    def parameter(self, name, *default, **named):
        if name.startswith("Icmp."):
            name = name.replace("Icmp.", "IcmpTypeCode.", 1)
        return plain(self, name, *default, **named)

    NetworkACLs._get_param = parameter


def s3():
    s3_lifecycle()
    s3_logging()


def s3_lifecycle():
    """GetBucketLifecycleConfiguration: the rules are those that were put.

    moto takes them apart and puts together only what it knows: sizes in filters and the number of newer versions to
    keep are lost, and a rule without a name gets none.
    """
    import xmltodict
    from moto.s3.models import FakeBucket
    from moto.s3.responses import S3Response

    plain_set, plain_get = FakeBucket.set_lifecycle, S3Response.get_bucket_lifecycle

    def set_lifecycle(self, rules):
        as_put = deepcopy(rules)
        plain_set(self, rules)
        for rule in as_put:
            rule["ID"] = rule.get("ID") or str(uuid4())
        self.rules_as_put = as_put

    def get_bucket_lifecycle(self):
        answer = plain_get(self)
        rules = self.backend.get_bucket(self.bucket_name).rules_as_put
        namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
        document = {"LifecycleConfiguration": {"@xmlns": namespace, "Rule": rules}}
        return answer[0], answer[1], xmltodict.unparse(document)

    FakeBucket.set_lifecycle = set_lifecycle
    S3Response.get_bucket_lifecycle = get_bucket_lifecycle


def s3_logging():
    """PutBucketLogging: the target bucket's policy may have statements of any form, and no record comes for hours.

    moto breaks at a `Principal` that is a text, does not see services and resources that are lists, and delivers every
    record at once, so that no target bucket can be removed again.
    """
    from moto.s3.models import FakeBucket, S3Backend

    def listed(value):
        return value if isinstance(value, list) else [value]

    def allows_delivery(target_bucket, target_prefix):
        if not target_bucket.policy:
            return False
        target = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}key"
        for statement in listed(json.loads(target_bucket.policy.decode()).get("Statement", [])):
            principal = statement.get("Principal", {})
            services = listed(principal.get("Service", [])) if isinstance(principal, dict) else []
            if (
                statement.get("Effect") == "Allow"
                and "logging.s3.amazonaws.com" in services
                and any(fnmatchcase("s3:PutObject", action) for action in listed(statement.get("Action", [])))
                and any(fnmatchcase(target, resource) for resource in listed(statement.get("Resource", [])))
            ):
                return True
        return False

    FakeBucket._log_permissions_enabled_policy = staticmethod(allows_delivery)
    S3Backend.log_incoming_request = lambda self, request, bucket_name: None


ALL = {"ec2": ec2, "s3": s3}


def apply(service):
    """Applies what there is for the service, once."""
    correction = ALL.pop(service, None)
    if correction:
        correction()
