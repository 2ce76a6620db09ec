"""Corrections of moto where its answers differ from AWS's, so that what was applied is found again.

Each says what AWS does (by its API reference) and what moto does. `docs/sandbox.md` lists them. They are applied when
the service is used for the first time, because loading a service takes time.
"""

import json
from copy import deepcopy
from fnmatch import fnmatchcase
from uuid import uuid4


def cloudfront():
    """Distributions have no region in their ARN, but the place for it. moto leaves the place out, too."""
    from moto.cloudfront.models import Distribution

    plain = Distribution.__init__

    def make(self, *args, **named):
        plain(self, *args, **named)
        self.arn = self.arn.replace(":cloudfront:", ":cloudfront::", 1) if "::" not in self.arn else self.arn

    Distribution.__init__ = make


def ec2():
    ec2_network_acls()
    ec2_security_group_rules()
    ec2_subnets()
    ec2_launch_templates()


def ec2_launch_templates():
    """CreateLaunchTemplate: its own tags are not part of what it says of instances. moto puts them there, too."""
    from moto.ec2.models.launch_templates import LaunchTemplate

    plain = LaunchTemplate.create_version

    def create_version(self, data, description):
        specifications = [one for one in data.get("TagSpecifications", []) if one["ResourceType"] != "launch-template"]
        data = {name: value for name, value in data.items() if name != "TagSpecifications"}
        return plain(self, data | ({"TagSpecifications": specifications} if specifications else {}), description)

    LaunchTemplate.create_version = create_version


def ec2_security_group_rules():
    """DescribeSecurityGroupRules: every rule shows its description. moto loses those of groups and prefix lists."""
    from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

    plain_make, plain_modify = SecurityGroupRule.__init__, SecurityGroupBackend.modify_security_group_rules

    def make(self, *args, **named):
        plain_make(self, *args, **named)
        # The prefix list is the last of the sources, which are given by place.
        prefix_list_id = args[7] if len(args) > 7 else named.get("prefix_list_id")
        # Rules are compared by their source, in which a description does not count.
        sources = (self.ip_range, self.source_group, prefix_list_id or {})
        self.described = next((one["Description"] for one in sources if one.get("Description")), None)

    def modify_security_group_rules(self, group_id, rules):
        plain_modify(self, group_id, rules)
        for identifier, rule in rules.items():
            self.get_security_group_by_name_or_id(group_id).get_rule(identifier).described = rule.get("Description")

    SecurityGroupRule.__init__ = make
    SecurityGroupRule.description = property(lambda self: self.described)
    SecurityGroupBackend.modify_security_group_rules = modify_security_group_rules


def ec2_subnets():
    """DescribeSubnets: shows the state of a range of IPv6, and can be asked for what has one.

    moto shows the state as a structure inside itself, and does not know these filters.
    """
    from moto.ec2.models.subnets import Subnet

    plain = Subnet.get_filter_value
    members = {
        "ipv6-cidr-block-association.association-id": "associationId",
        "ipv6-cidr-block-association.ipv6-cidr-block": "ipv6CidrBlock",
    }

    def get_filter_value(self, filter_name, method_name=None):
        if filter_name in members:
            return [one[members[filter_name]] for one in self.ipv6_cidr_block_associations.values()]
        return plain(self, filter_name, method_name)

    def associations(self):
        found = self.ipv6_cidr_block_associations.values()
        return [one for one in found if one["ipv6CidrBlockState"]["State"] == "associated"]

    Subnet.get_filter_value = get_filter_value
    Subnet.ipv6_cidr_block_association_set = property(associations)


def ec2_network_acls():
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
    s3_notification()
    s3_policy()


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


def s3_policy():
    """Requests for objects: a statement of the bucket's policy counts only where its condition holds.

    moto does not look at conditions, so that a policy that denies requests without TLS denies all. Here conditions are not
    evaluated either: a statement with one is left out.
    """
    from moto.s3.models import FakeBucket

    plain = FakeBucket.get_permission

    def get_permission(self, action, resource):
        if self.policy is None:
            return plain(self, action, resource)
        whole, policy = self.policy, json.loads(self.policy)
        statements = policy.get("Statement", [])
        statements = statements if isinstance(statements, list) else [statements]
        policy["Statement"] = [statement for statement in statements if not statement.get("Condition")]
        try:
            self.policy = json.dumps(policy).encode()
            return plain(self, action, resource)
        finally:
            self.policy = whole

    FakeBucket.get_permission = get_permission


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


def s3_notification():
    """GetBucketNotificationConfiguration: shows that EventBridge is told too. moto keeps it, and does not show it."""
    from moto.s3.responses import S3Response

    plain = S3Response.get_bucket_notification

    def get_bucket_notification(self):
        status, headers, body = plain(self)
        stored = self.backend.get_bucket_notification_configuration(self.bucket_name)
        if stored and stored.event_bridge is not None:
            text = body if isinstance(body, str) else body.decode()
            end = "</NotificationConfiguration>"
            if end not in text:
                text = text.replace("/>", ">", 1) + end
            body = text.replace(end, "<EventBridgeConfiguration/>" + end)
        return status, headers, body

    S3Response.get_bucket_notification = get_bucket_notification


def cloudtrail():
    """StartLogging, StopLogging: a trail is named by its name or its ARN. moto knows names only."""
    from moto.cloudtrail.models import CloudTrailBackend

    CloudTrailBackend.start_logging = lambda self, name: self.get_trail(name).start_logging()
    CloudTrailBackend.stop_logging = lambda self, name: self.get_trail(name).stop_logging()

    plain_delete = CloudTrailBackend.delete_trail

    def delete_trail(self, name):
        plain_delete(self, self.get_trail(name).trail_name)

    CloudTrailBackend.delete_trail = delete_trail


def kms():
    """EnableKeyRotation, GetKeyRotationStatus: the number of days is kept and shown again. moto loses it."""
    from moto.kms.responses import KmsResponse

    plain_enable, plain_status = KmsResponse.enable_key_rotation, KmsResponse.get_key_rotation_status

    def key(self):
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    def enable_key_rotation(self):
        answer = plain_enable(self)
        key(self).rotation_period_in_days = self._get_param("RotationPeriodInDays") or 365
        return answer

    def get_key_rotation_status(self):
        answer = json.loads(plain_status(self))
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = getattr(key(self), "rotation_period_in_days", 365)
        return json.dumps(answer)

    KmsResponse.enable_key_rotation = enable_key_rotation
    KmsResponse.get_key_rotation_status = get_key_rotation_status


def organizations():
    """EnableAWSServiceAccess, RegisterDelegatedAdministrator: any service of AWS. moto has short lists of them."""
    from moto.organizations.models import FakeDelegatedAdministrator, FakeServiceAccess

    def of_aws(principal):
        return principal.endswith(".amazonaws.com")

    FakeServiceAccess.trusted_service = staticmethod(of_aws)
    FakeDelegatedAdministrator.supported_service = staticmethod(of_aws)


def rds():
    rds_resource_ids()
    rds_snapshots()
    rds_storage()


def rds_resource_ids():
    """Every instance has an identifier of its own that never changes. moto has one for all."""
    from moto.rds.models import DBInstance

    plain = DBInstance.__init__

    def make(self, *args, **named):
        plain(self, *args, **named)
        self.dbi_resource_id = f"db-{uuid4().hex[:26].upper()}"

    DBInstance.__init__ = make


def rds_snapshots():
    """RestoreDBClusterFromSnapshot: the snapshot is named by its identifier or its ARN, whoever manages the password.

    moto knows identifiers only, and breaks where the cluster's password is managed.
    """
    from moto.rds.models import DBCluster, RDSBackend

    plain, plain_settings = RDSBackend.restore_db_cluster_from_snapshot, DBCluster.get_cfg

    def restore(self, from_snapshot_id, overrides):
        return plain(self, from_snapshot_id.split(":")[-1], overrides)

    def settings(self):
        vars(self).setdefault("_master_user_password", "")
        return plain_settings(self)

    DBCluster.get_cfg = settings
    RDSBackend.restore_db_cluster_from_snapshot = restore


def rds_storage():
    """CreateDBCluster: Aurora has a storage type without limits of reading and writing. moto breaks at it."""
    from moto.rds.models import DBCluster

    plain = DBCluster.default_allocated_storage

    def default_allocated_storage(engine, storage_type):
        return 1 if engine.startswith("aurora") else plain(engine, storage_type)

    DBCluster.default_allocated_storage = staticmethod(default_allocated_storage)


def sns():
    """GetTopicAttributes: shows the version of signatures and tracing that were chosen. moto does not show them."""
    from moto.sns.responses import SNSResponse

    plain = SNSResponse.get_topic_attributes

    def get_topic_attributes(self):
        answer = plain(self)
        topic = self.backend.get_topic(self._get_param("TopicArn"))
        for attribute, name in (("signature_version", "SignatureVersion"), ("tracing_config", "TracingConfig")):
            value = getattr(topic, attribute, None)
            if value:
                answer.result["Attributes"][name] = value
        return answer

    SNSResponse.get_topic_attributes = get_topic_attributes


def ssm():
    """Parameters hold text; of those that AWS publishes some are JSON. moto keeps these as what they say, and sends no text."""
    from moto.ssm.models import ParameterDict

    plain = ParameterDict._load_tree_parameters

    def load(self, path):
        plain(self, path)
        for versions in list(self.values()):
            for parameter in versions:
                if isinstance(parameter.value, dict):
                    parameter.value = json.dumps(parameter.value, separators=(",", ":"))

    ParameterDict._load_tree_parameters = load


def ssoadmin():
    """AttachManagedPolicyToPermissionSet: also policies with a path (`job-function/Billing`). moto finds only those without."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data
    from moto.ssoadmin.models import SSOAdminBackend

    plain = SSOAdminBackend._find_managed_policy

    def find_managed_policy(self, managed_policy_arn):
        if self.aws_managed_policies is None:
            policies = json.loads(aws_managed_policies_data)
            self.aws_managed_policies = {
                name: policy | {"path": policy.get("Path", "/")} for name, policy in policies.items()
            }
        return plain(self, managed_policy_arn)

    SSOAdminBackend._find_managed_policy = find_managed_policy


ALL = {"cloudfront": cloudfront, "cloudtrail": cloudtrail, "ec2": ec2, "kms": kms, "organizations": organizations, "rds": rds, "s3": s3, "sns": sns, "ssm": ssm, "ssoadmin": ssoadmin}
