"""Operations that moto lacks in services that it has: GuardDuty and Security Hub of an organization.

See `additions.py` for how.
"""

import json
from datetime import datetime, timezone
from urllib.parse import unquote
from uuid import uuid4

from additions import kept, refuse, routed


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def guardduty():
    from moto.guardduty import urls
    from moto.guardduty.models import Detector, guardduty_backends
    from moto.guardduty.responses import GuardDutyResponse

    def merged(features, changes):
        """Features by name: what is not mentioned stays as it is."""
        by_name = {feature["name"]: feature for feature in features}
        for change in changes or []:
            by_name[change["name"]] = by_name.get(change["name"], {}) | change
        return list(by_name.values())

    plain_update = Detector.update

    def update(self, enable, finding_publishing_frequency, data_sources, features):
        plain_update(self, enable, finding_publishing_frequency, data_sources, merged(self.features, features))

    Detector.update = update

    def detector_id(self):
        return self.path.split("/detector/")[1].split("/")[0]

    def organization(self):
        self.guardduty_backend.get_detector(detector_id(self))
        start = {"autoEnableOrganizationMembers": "NONE", "features": []}
        return kept(self.guardduty_backend, "organization").setdefault(detector_id(self), start)

    def update_organization_configuration(self):
        stored = organization(self)
        for name in ("autoEnable", "autoEnableOrganizationMembers", "dataSources"):
            if self._get_param(name) is not None:
                stored[name] = self._get_param(name)
        stored["features"] = merged(stored["features"], self._get_param("features"))
        return "{}"

    def describe_organization_configuration(self):
        stored = organization(self)
        members = stored["autoEnableOrganizationMembers"]
        answer = {"autoEnable": members != "NONE", "memberAccountLimitReached": False} | stored
        return json.dumps(answer)

    def disable_organization_admin_account(self):
        admins = self.guardduty_backend.admin_account_ids
        admin = self._get_param("adminAccountId")
        if admin not in admins:
            refuse("BadRequestException", "The request is rejected because there is no such delegated administrator.")
        admins.remove(admin)
        kept(guardduty_backends[admin][self.region], "organization").clear()
        return "{}"

    def destinations(self):
        self.guardduty_backend.get_detector(detector_id(self))
        return kept(self.guardduty_backend, "destinations")

    def destination(self):
        found = destinations(self).get(self.path.split("/")[-1])
        if found is None:
            refuse("BadRequestException", "The request is rejected because the input destinationId is not owned by the current account.")
        return found

    def create_publishing_destination(self):
        identifier = uuid4().hex
        destinations(self)[identifier] = {
            "destinationId": identifier,
            "destinationType": self._get_param("destinationType"),
            "destinationProperties": self._get_param("destinationProperties"),
            "status": "PUBLISHING",
            "publishingFailureStartTimestamp": 0,
        }
        return json.dumps({"destinationId": identifier})

    def describe_publishing_destination(self):
        return json.dumps(destination(self))

    def update_publishing_destination(self):
        destination(self)["destinationProperties"].update(self._get_param("destinationProperties"))
        return "{}"

    def delete_publishing_destination(self):
        del destinations(self)[destination(self)["destinationId"]]
        return "{}"

    def list_publishing_destinations(self):
        names = ("destinationId", "destinationType", "status")
        found = [{name: one[name] for name in names} for one in destinations(self).values()]
        return json.dumps({"destinations": found})

    for operation in (
        update_organization_configuration,
        describe_organization_configuration,
        disable_organization_admin_account,
        create_publishing_destination,
        describe_publishing_destination,
        update_publishing_destination,
        delete_publishing_destination,
        list_publishing_destinations,
    ):
        setattr(GuardDutyResponse, operation.__name__, operation)
    detector = "/detector/(?P<detector_id>[^/]+)"
    routed(
        urls,
        GuardDutyResponse,
        "/admin/disable",
        f"{detector}/admin",
        f"{detector}/publishingDestination",
        f"{detector}/publishingDestination/(?P<destination_id>[^/]+)",
    )


def securityhub():
    securityhub_of_an_account()
    securityhub_of_an_organization()


def hub(self):
    """The hub of the call's account and region, which must be enabled."""
    self.securityhub_backend.describe_hub()
    return self.securityhub_backend


def securityhub_of_an_account():
    from moto.securityhub import urls
    from moto.securityhub.models import SecurityHubBackend
    from moto.securityhub.responses import SecurityHubResponse

    plain_describe = SecurityHubBackend.describe_hub

    def describe_hub(self, hub_arn=None):
        return plain_describe(self, hub_arn) | kept(self, "configuration")

    SecurityHubBackend.describe_hub = describe_hub

    plain_enable = SecurityHubResponse.enable_security_hub

    def enable_security_hub(self):
        answer = plain_enable(self)
        self.securityhub_backend.__dict__.pop("additions", None)
        if self._get_param("ControlFindingGenerator"):
            kept(self.securityhub_backend, "configuration")["ControlFindingGenerator"] = self._get_param("ControlFindingGenerator")
        return answer

    def update_security_hub_configuration(self):
        for name in ("AutoEnableControls", "ControlFindingGenerator"):
            if self._get_param(name) is not None:
                kept(hub(self), "configuration")[name] = self._get_param(name)
        return "{}"

    def batch_enable_standards(self):
        subscriptions = []
        for request in self._get_param("StandardsSubscriptionRequests"):
            standard = request["StandardsArn"]
            name = standard.split("standards/" if "::standards/" in standard else "ruleset/")[1]
            arn = f"arn:{self.partition}:securityhub:{self.region}:{self.current_account}:subscription/{name}"
            subscription = {
                "StandardsSubscriptionArn": arn,
                "StandardsArn": standard,
                "StandardsInput": request.get("StandardsInput", {}),
                "StandardsStatus": "READY",
            }
            kept(hub(self), "standards")[arn] = subscription
            subscriptions.append(subscription)
        return json.dumps({"StandardsSubscriptions": subscriptions})

    def get_enabled_standards(self):
        enabled = kept(hub(self), "standards")
        wanted = self._get_param("StandardsSubscriptionArns") or list(enabled)
        return json.dumps({"StandardsSubscriptions": [enabled[arn] for arn in wanted if arn in enabled]})

    def batch_disable_standards(self):
        gone = [kept(hub(self), "standards").pop(arn, None) for arn in self._get_param("StandardsSubscriptionArns")]
        subscriptions = [subscription | {"StandardsStatus": "DELETING"} for subscription in gone if subscription]
        return json.dumps({"StandardsSubscriptions": subscriptions})

    def aggregators(self):
        return kept(hub(self), "aggregators")

    def aggregator(self, arn):
        if arn not in aggregators(self):
            refuse("ResourceNotFoundException", f"Finding aggregator {arn} was not found.")
        return aggregators(self)[arn]

    def arn_in_path(self):
        return unquote(self.path.split("/", 3)[3])

    def create_finding_aggregator(self):
        arn = f"arn:{self.partition}:securityhub:{self.region}:{self.current_account}:finding-aggregator/{uuid4()}"
        aggregators(self)[arn] = {
            "FindingAggregatorArn": arn,
            "FindingAggregationRegion": self.region,
            "RegionLinkingMode": self._get_param("RegionLinkingMode"),
            "Regions": self._get_param("Regions") or [],
        }
        return json.dumps(aggregators(self)[arn])

    def get_finding_aggregator(self):
        return json.dumps(aggregator(self, arn_in_path(self)))

    def update_finding_aggregator(self):
        stored = aggregator(self, self._get_param("FindingAggregatorArn"))
        stored["RegionLinkingMode"] = self._get_param("RegionLinkingMode")
        stored["Regions"] = self._get_param("Regions") or []
        return json.dumps(stored)

    def delete_finding_aggregator(self):
        del aggregators(self)[aggregator(self, arn_in_path(self))["FindingAggregatorArn"]]
        return "{}"

    def list_finding_aggregators(self):
        return json.dumps({"FindingAggregators": [{"FindingAggregatorArn": arn} for arn in aggregators(self)]})

    for operation in (
        enable_security_hub,
        update_security_hub_configuration,
        batch_enable_standards,
        get_enabled_standards,
        batch_disable_standards,
        create_finding_aggregator,
        get_finding_aggregator,
        update_finding_aggregator,
        delete_finding_aggregator,
        list_finding_aggregators,
    ):
        setattr(SecurityHubResponse, operation.__name__, operation)
    routed(
        urls,
        SecurityHubResponse,
        "/standards/register",
        "/standards/get",
        "/standards/deregister",
        "/findingAggregator/create",
        "/findingAggregator/get/(?P<arn>.+)",
        "/findingAggregator/update",
        "/findingAggregator/delete/(?P<arn>.+)",
        "/findingAggregator/list",
    )


def securityhub_of_an_organization():
    from moto.securityhub import urls
    from moto.securityhub.models import SecurityHubBackend
    from moto.securityhub.responses import SecurityHubResponse

    plain_update = SecurityHubBackend.update_organization_configuration

    def update_organization_configuration(self, auto_enable, auto_enable_standards=None, organization_configuration=None):
        if organization_configuration:
            # The status is for the answer: nobody sends it.
            organization_configuration = {"Status": "ENABLED", "StatusMessage": ""} | organization_configuration
        plain_update(self, auto_enable, auto_enable_standards, organization_configuration)

    SecurityHubBackend.update_organization_configuration = update_organization_configuration

    def administrator(self):
        return self.securityhub_backend._get_org_config()

    def list_organization_admin_accounts(self):
        admin = administrator(self)["admin_account_id"]
        return json.dumps({"AdminAccounts": [{"AccountId": admin, "Status": "ENABLED"}] if admin else []})

    def disable_organization_admin_account(self):
        if administrator(self)["admin_account_id"] != self._get_param("AdminAccountId"):
            refuse("ResourceNotFoundException", "The account is not the delegated administrator.")
        administrator(self).update(
            admin_account_id=None,
            auto_enable=False,
            auto_enable_standards="DEFAULT",
            configuration={"ConfigurationType": "LOCAL", "Status": "ENABLED", "StatusMessage": ""},
        )
        return "{}"

    def policies(self):
        return kept(hub(self), "policies")

    def policy(self, identifier):
        for found in policies(self).values():
            if identifier in (found["Id"], found["Arn"]):
                return found
        refuse("ResourceNotFoundException", f"Configuration policy {identifier} was not found.")

    def in_path(self):
        return unquote(self.path.split("/")[-1])

    def create_configuration_policy(self):
        if administrator(self)["configuration"]["ConfigurationType"] != "CENTRAL":
            refuse("AccessDeniedException", "Central configuration is not enabled.")
        identifier = str(uuid4())
        policies(self)[identifier] = {
            "Arn": f"arn:{self.partition}:securityhub:{self.region}:{self.current_account}:configuration-policy/{identifier}",
            "Id": identifier,
            "Name": self._get_param("Name"),
            "Description": self._get_param("Description") or "",
            "ConfigurationPolicy": self._get_param("ConfigurationPolicy"),
            "CreatedAt": now(),
            "UpdatedAt": now(),
        }
        return json.dumps(policies(self)[identifier])

    def get_configuration_policy(self):
        return json.dumps(policy(self, in_path(self)))

    def update_configuration_policy(self):
        found = policy(self, in_path(self))
        for name in ("Name", "Description", "ConfigurationPolicy"):
            if self._get_param(name) is not None:
                found[name] = self._get_param(name)
        found["UpdatedAt"] = now()
        return json.dumps(found)

    def delete_configuration_policy(self):
        identifier = policy(self, in_path(self))["Id"]
        if any(it["ConfigurationPolicyId"] == identifier for it in associations(self).values()):
            refuse("ResourceConflictException", "The configuration policy is associated with a target.")
        del policies(self)[identifier]
        return "{}"

    def associations(self):
        return kept(hub(self), "associations")

    def target(self):
        kinds = {"AccountId": "ACCOUNT", "OrganizationalUnitId": "ORGANIZATIONAL_UNIT", "RootId": "ROOT"}
        (name, identifier), *_ = self._get_param("Target").items()
        return kinds[name], identifier

    def association(self):
        found = associations(self).get(target(self)[1])
        if found is None:
            refuse("ResourceNotFoundException", f"{target(self)[1]} has no configuration policy.")
        return found

    def start_configuration_policy_association(self):
        kind, identifier = target(self)
        associations(self)[identifier] = {
            "ConfigurationPolicyId": policy(self, self._get_param("ConfigurationPolicyIdentifier"))["Id"],
            "TargetId": identifier,
            "TargetType": kind,
            "AssociationType": "APPLIED",
            "AssociationStatus": "SUCCESS",
            "AssociationStatusMessage": "",
            "UpdatedAt": now(),
        }
        return json.dumps(associations(self)[identifier])

    def get_configuration_policy_association(self):
        return json.dumps(association(self))

    def start_configuration_policy_disassociation(self):
        del associations(self)[association(self)["TargetId"]]
        return "{}"

    for operation in (
        list_organization_admin_accounts,
        disable_organization_admin_account,
        create_configuration_policy,
        get_configuration_policy,
        update_configuration_policy,
        delete_configuration_policy,
        start_configuration_policy_association,
        get_configuration_policy_association,
        start_configuration_policy_disassociation,
    ):
        setattr(SecurityHubResponse, operation.__name__, operation)
    routed(
        urls,
        SecurityHubResponse,
        "/organization/admin",
        "/organization/admin/disable",
        "/configurationPolicy/create",
        "/configurationPolicy/get/(?P<identifier>[^/]+)",
        "/configurationPolicy/(?P<identifier>[^/]+)",
        "/configurationPolicyAssociation/associate",
        "/configurationPolicyAssociation/get",
        "/configurationPolicyAssociation/disassociate",
    )


ALL = {"guardduty": guardduty, "securityhub": securityhub}
