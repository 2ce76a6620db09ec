"""Operations that moto lacks in services that it has: of an organization, its people and its costs.

Names, parameters and answers are those of the AWS API reference. What an operation keeps is kept beside the state of moto's
own backend, and goes with it. They are applied when the service is used for the first time. `docs/sandbox.md` lists them.
"""

import json
import time
from uuid import uuid4


def kept(backend, kind):
    """What additions keep of a kind, by identifier."""
    return backend.__dict__.setdefault("additions", {}).setdefault(kind, {})


def routed(urls, response, *paths):
    """Makes paths of REST services known to moto."""
    urls.url_paths.update({"{0}" + path + "$": response.dispatch for path in paths})


def refuse(code, message):
    from moto.core.exceptions import JsonRESTError

    raise JsonRESTError(code, message)


def account():
    from moto.account import urls
    from moto.account.models import account_backends
    from moto.account.responses import AccountResponse

    def contact(self):
        return kept(account_backends[self._get_account_id()][self.partition], "contact")

    def put_contact_information(self):
        contact(self)["primary"] = self._get_param("ContactInformation")
        return "{}"

    def get_contact_information(self):
        if "primary" not in contact(self):
            refuse("ResourceNotFoundException", "No contact information found.")
        return json.dumps({"ContactInformation": contact(self)["primary"]})

    AccountResponse.put_contact_information = put_contact_information
    AccountResponse.get_contact_information = get_contact_information
    routed(urls, AccountResponse, "/putContactInformation", "/getContactInformation")


def budgets():
    from moto.budgets.responses import BudgetsResponse

    def budget(self):
        self.backend.describe_budget(self._get_param("AccountId"), self._get_param("BudgetName"))
        return self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]

    def notification(self):
        wanted = self._get_param("Notification")
        same = ("NotificationType", "ComparisonOperator", "Threshold")
        for found in budget(self).notifications:
            if all(found.details.get(name) == wanted.get(name) for name in same):
                return found
        refuse("NotFoundException", "Unable to get notification - the notification doesn't exist.")

    def describe_subscribers_for_notification(self):
        return json.dumps({"Subscribers": notification(self).subscribers})

    def create_subscriber(self):
        notification(self).subscribers.append(self._get_param("Subscriber"))
        return "{}"

    def delete_subscriber(self):
        notification(self).subscribers.remove(self._get_param("Subscriber"))
        return "{}"

    def update_budget(self):
        budget(self).budget.update(self._get_param("NewBudget"))
        return "{}"

    plain_create = BudgetsResponse.create_budget

    def create_budget(self):
        answer = plain_create(self)
        name = self._get_param("Budget")["BudgetName"]
        arn = f"arn:{self.partition}:budgets::{self._get_param('AccountId')}:budget/{name}"
        tags(self)[arn] = {tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags") or []}
        return answer

    def tags(self):
        return kept(self.backend, "tags")

    def list_tags_for_resource(self):
        found = tags(self).get(self._get_param("ResourceARN"), {})
        return json.dumps({"ResourceTags": [{"Key": key, "Value": value} for key, value in found.items()]})

    def tag_resource(self):
        new = {tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags")}
        tags(self).setdefault(self._get_param("ResourceARN"), {}).update(new)
        return "{}"

    def untag_resource(self):
        for key in self._get_param("ResourceTagKeys"):
            tags(self).get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    for operation in (
        describe_subscribers_for_notification,
        create_subscriber,
        delete_subscriber,
        update_budget,
        create_budget,
        list_tags_for_resource,
        tag_resource,
        untag_resource,
    ):
        setattr(BudgetsResponse, operation.__name__, operation)


def ce():
    """Anomaly monitors and subscriptions: each kind has the same five operations."""
    from moto.ce.responses import CostExplorerResponse

    def add(kind, words, plural, path):
        def create(self):
            document = self._get_param(kind)
            arn = f"arn:{self.partition}:ce::{self.current_account}:{path}/{uuid4()}"
            day = time.strftime("%Y-%m-%d")
            if kind == "AnomalyMonitor":
                document |= {"CreationDate": day, "LastUpdatedDate": day, "DimensionalValueCount": 0}
            for subscriber in document.get("Subscribers", []):
                subscriber.setdefault("Status", "CONFIRMED")
            kept(self.ce_backend, kind)[arn] = document | {f"{words}Arn": arn, "AccountId": self.current_account}
            self.ce_backend.tag_resource(arn, self._get_param("ResourceTags") or [])
            return json.dumps({f"{words}Arn": arn})

        def find(self):
            arn = self._get_param(f"{words}Arn")
            if arn not in kept(self.ce_backend, kind):
                refuse(f"Unknown{words}Exception", f"No {words.lower()} has the ARN {arn}.")
            return arn

        def get(self):
            found = kept(self.ce_backend, kind)
            wanted = self._get_param(f"{words}ArnList") or list(found)
            if any(arn not in found for arn in wanted):
                refuse(f"Unknown{words}Exception", f"Not all are there: {', '.join(wanted)}.")
            return json.dumps({plural: [found[arn] for arn in wanted]})

        def update(self):
            arn = find(self)
            changes = {name: value for name, value in json.loads(self.body).items() if value is not None}
            kept(self.ce_backend, kind)[arn].update(changes)
            return json.dumps({f"{words}Arn": arn})

        def delete(self):
            del kept(self.ce_backend, kind)[find(self)]
            return "{}"

        name = f"anomaly_{words.lower()}"
        for verb, operation in (("create", create), ("update", update), ("delete", delete)):
            setattr(CostExplorerResponse, f"{verb}_{name}", operation)
        setattr(CostExplorerResponse, f"get_{name}s", get)

    add("AnomalyMonitor", "Monitor", "AnomalyMonitors", "anomalymonitor")
    add("AnomalySubscription", "Subscription", "AnomalySubscriptions", "anomalysubscription")


def iam():
    """Central root access: features of the organization, switched on from its management account."""
    from moto.core.responses import ActionResult
    from moto.iam.responses import IamResponse
    from moto.organizations.models import organizations_backends

    def answer(self, change=None):
        organizations = organizations_backends[self.current_account][self.partition]
        organization = organizations.describe_organization()["Organization"]["Id"]
        features = kept(organizations, "root-access")
        if change:
            change(features)
        return ActionResult({"OrganizationId": organization, "EnabledFeatures": sorted(features)})

    def switch(name, feature, on):
        def operation(self):
            return answer(self, lambda it: it.update({feature: True}) if on else it.pop(feature, None))

        setattr(IamResponse, name, operation)

    for name, feature in (
        ("root_credentials_management", "RootCredentialsManagement"),
        ("root_sessions", "RootSessions"),
    ):
        switch(f"enable_organizations_{name}", feature, True)
        switch(f"disable_organizations_{name}", feature, False)
    IamResponse.list_organizations_features = answer


def identitystore():
    from moto.identitystore.responses import IdentityStoreResponse

    def describe_group_membership(self):
        store = self._get_param("IdentityStoreId")
        memberships = self.identitystore_backend.identity_stores[store].group_memberships
        membership = memberships.get(self._get_param("MembershipId"))
        if membership is None:
            refuse("ResourceNotFoundException", "MEMBERSHIP not found.")
        return json.dumps(membership)

    IdentityStoreResponse.describe_group_membership = describe_group_membership


def organizations():
    """The policy by which an organization delegates the management of its policies."""
    from moto.organizations.models import OrganizationsBackend
    from moto.organizations.responses import OrganizationsResponse

    def described(policy):
        return json.dumps({"ResourcePolicy": {name: policy[name] for name in ("ResourcePolicySummary", "Content")}})

    def stored(self):
        self.organizations_backend.describe_organization()
        return kept(self.organizations_backend, "resource-policy")

    def put_resource_policy(self):
        policies = stored(self)
        organization = self.organizations_backend.describe_organization()["Organization"]
        policy = policies.get("policy")
        if policy is None:
            identifier = f"rp-{uuid4().hex[:12]}"
            arn = organization["Arn"].replace(":organization/", ":resourcepolicy/") + f"/{identifier}"
            tags = {tag["Key"]: tag["Value"] for tag in self._get_param("Tags") or []}
            policy = policies["policy"] = {"ResourcePolicySummary": {"Id": identifier, "Arn": arn}, "tags": tags}
        policy["Content"] = self._get_param("Content")
        return described(policy)

    def describe_resource_policy(self):
        policy = stored(self).get("policy")
        if policy is None:
            refuse("ResourcePolicyNotFoundException", "You specified a resource policy that doesn't exist.")
        return described(policy)

    def delete_resource_policy(self):
        describe_resource_policy(self)
        stored(self).clear()
        return "{}"

    class Tagged:
        def __init__(self, tags):
            self.tags = tags

    plain = OrganizationsBackend._get_resource_for_tagging

    def resource_for_tagging(self, resource_id):
        policy = kept(self, "resource-policy").get("policy")
        if policy and policy["ResourcePolicySummary"]["Id"] == resource_id:
            return Tagged(policy["tags"])
        return plain(self, resource_id)

    OrganizationsBackend._get_resource_for_tagging = resource_for_tagging
    for operation in (put_resource_policy, describe_resource_policy, delete_resource_policy):
        setattr(OrganizationsResponse, operation.__name__, operation)


def ssoadmin():
    from moto.ssoadmin.responses import SSOAdminResponse

    def permission_set(self):
        for found in self.ssoadmin_backend.permission_sets:
            if found.permission_set_arn == self._get_param("ResourceArn"):
                found.tags = found.tags or []
                return found
        refuse("ResourceNotFoundException", "Could not find the resource.")

    def list_tags_for_resource(self):
        return json.dumps({"Tags": permission_set(self).tags})

    def tag_resource(self):
        new = {tag["Key"]: tag for tag in permission_set(self).tags + self._get_param("Tags")}
        permission_set(self).tags = list(new.values())
        return "{}"

    def untag_resource(self):
        gone = self._get_param("TagKeys")
        permission_set(self).tags = [tag for tag in permission_set(self).tags if tag["Key"] not in gone]
        return "{}"

    def describe_permission_set_provisioning_status(self):
        # It is provisioned at once.
        request = self._get_param("ProvisionPermissionSetRequestId")
        return json.dumps({"PermissionSetProvisioningStatus": {"RequestId": request, "Status": "SUCCEEDED"}})

    for operation in (
        list_tags_for_resource,
        tag_resource,
        untag_resource,
        describe_permission_set_provisioning_status,
    ):
        setattr(SSOAdminResponse, operation.__name__, operation)


ALL = {
    "account": account,
    "budgets": budgets,
    "ce": ce,
    "iam": iam,
    "identitystore": identitystore,
    "organizations": organizations,
    "ssoadmin": ssoadmin,
}
