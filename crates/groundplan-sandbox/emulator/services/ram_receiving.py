"""RAM, as those see it who are shared with: within the organization at once, elsewhere by an invitation.

moto knows the side of the owner only.
"""

import json
from datetime import datetime, timezone
from uuid import uuid4

from described import answers, refuse

# Who has it in its management account shares within the organization.
ROLE = "AWSServiceRoleForResourceAccessManager"


def invitations(call, account=None):
    """The account's invitations, by ARN."""
    return call.settings("invitations", service="ram", account=account)


def organization_of(call, account):
    """moto's organization that the account is in, if it shares resources without asking; or None."""
    from moto.organizations.models import organizations_backends

    owner, _ = organizations_backends.master_accounts.get(account, (account, None))
    found = organizations_backends[owner][call.partition]
    roles = call.backend("iam", account=owner).roles.values() if found.org else []
    return found if any(role.name == ROLE for role in roles) else None


def units_above(organization, account):
    """The identifiers of the units that the account is in, from its own up to the root."""
    parents = {unit.id: unit.parent_id for unit in organization.ou if unit.id != organization.org.root_id}
    found, unit = [], next((one.parent_id for one in organization.accounts if one.id == account), None)
    while unit is not None:
        found.append(unit)
        unit = parents.get(unit)
    return found


def reaches(call, of, account):
    """Whether the share is for the account, and the account need not, or need no longer, accept it."""
    organization = organization_of(call, of.owning_account_id)
    own = organization is not None and organization is organization_of(call, account)
    for principal in of.principals:
        if principal == account:
            accepted = (one for one in invitations(call, account).values() if one["resourceShareArn"] == of.arn)
            if own or any(one["status"] == "ACCEPTED" for one in accepted):
                return True
        elif own and principal.split("/")[-1] in (organization.org.id, *units_above(organization, account)):
            return True
    return False


def received(call):
    """The shares of other accounts that the caller's account takes part in."""
    from moto.ram.models import ram_backends

    return [
        of
        for owner in list(ram_backends)
        if owner != call.account
        for of in call.backend("ram", account=owner).resource_shares
        if of.status == "ACTIVE" and reaches(call, of, call.account)
    ]


@answers("ram", "EnableSharingWithAwsOrganization")
def enable(call):
    answer = call.moto()
    call.backend("organizations").enable_aws_service_access(ServicePrincipal="ram.amazonaws.com")
    iam = call.backend("iam")
    if not any(role.name == ROLE for role in iam.roles.values()):
        trust = {"Effect": "Allow", "Principal": {"Service": "ram.amazonaws.com"}, "Action": "sts:AssumeRole"}
        iam.create_role(
            ROLE,
            json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
            path="/aws-service-role/ram.amazonaws.com/",
            permissions_boundary=None,
            description="",
            tags=[],
            max_session_duration="3600",
            linked_service="ram.amazonaws.com",
        )
    return answer


def check(call, of, principals):
    """Refuses who cannot be shared with."""
    organization = organization_of(call, call.account)
    known = {organization.org.arn, *(unit.arn for unit in organization.ou)} if organization else set()
    for principal in principals:
        if ":organizations:" in principal:
            if organization is None:
                refuse("OperationNotPermittedException", "Sharing with the organization is not enabled.")
            if principal not in known:
                refuse("UnknownResourceException", f"{principal} could not be found.")
        elif not principal.isdigit():
            refuse("InvalidParameterException", f"The sandbox shares with accounts, units and organizations, not with {principal}.")
        elif not of.allow_external_principals and (organization is None or organization is not organization_of(call, principal)):
            refuse("OperationNotPermittedException", f"The share is not for accounts outside the organization, such as {principal}.")


def invite(call, of, principals):
    """Accounts outside the owner's organization are asked whether they want it."""
    organization = organization_of(call, call.account)
    for account in principals:
        if not account.isdigit() or (organization is not None and organization is organization_of(call, account)):
            continue
        arn = call.arn(f"resource-share-invitation/{uuid4()}")
        invitations(call, account)[arn] = {
            "resourceShareInvitationArn": arn,
            "resourceShareName": of.name,
            "resourceShareArn": of.arn,
            "senderAccountId": call.account,
            "receiverAccountId": account,
            "invitationTimestamp": datetime.now(timezone.utc),
            "status": "PENDING",
        }


def uninvite(call, of, principals):
    for account in principals:
        kept = invitations(call, account)
        for arn in [arn for arn, one in kept.items() if one["resourceShareArn"] == of.arn]:
            del kept[arn]


def standing(call, arn, principal):
    """Whether an account is outside the organization, and whether it has accepted."""
    for one in invitations(call, principal).values():
        if one["resourceShareArn"] == arn:
            statuses = {"PENDING": "ASSOCIATING", "ACCEPTED": "ASSOCIATED", "REJECTED": "FAILED"}
            return {"external": True, "status": statuses[one["status"]]}
    return {"external": False, "status": "ASSOCIATED"}


@answers("ram", "GetResourceShareAssociations")
def associations(call):
    """moto says of all that they are there."""
    wanted = call.params.get("associationStatus")
    found = call.moto()["resourceShareAssociations"]
    for one in found:
        if one["associationType"] == "PRINCIPAL":
            one.update(standing(call, one["resourceShareArn"], one["associatedEntity"]))
    return {"resourceShareAssociations": [one for one in found if wanted in (None, one["status"])]}


@answers("ram", "GetResourceShareInvitations")
def list_invitations(call):
    arns, shares = call.params.get("resourceShareInvitationArns"), call.params.get("resourceShareArns")
    kept = invitations(call)
    for arn in arns or []:
        if arn not in kept:
            refuse("ResourceShareInvitationArnNotFoundException", f"The invitation {arn} could not be found.")
    return {
        "resourceShareInvitations": [
            one
            for arn, one in kept.items()
            if (not arns or arn in arns) and (not shares or one["resourceShareArn"] in shares)
        ]
    }


@answers("ram", "AcceptResourceShareInvitation", "RejectResourceShareInvitation")
def decide(call):
    arn = call.params["resourceShareInvitationArn"]
    found = invitations(call).get(arn)
    if found is None:
        refuse("ResourceShareInvitationArnNotFoundException", f"The invitation {arn} could not be found.")
    if found["status"] != "PENDING":
        refuse(f"ResourceShareInvitationAlready{found['status'].title()}Exception", f"The invitation was {found['status'].lower()} before.")
    found["status"] = "ACCEPTED" if call.operation.startswith("Accept") else "REJECTED"
    return {"resourceShareInvitation": found}


@answers("ram", "ListResources")
def resources(call):
    wanted, arns = call.params.get("resourceShareArns"), call.params.get("resourceArns")
    own = call.params["resourceOwner"] == "SELF"
    return {
        "resources": [
            {
                "arn": arn,
                "type": kind(arn),
                "resourceShareArn": of.arn,
                "status": "AVAILABLE",
                "creationTime": of.creation_time,
                "lastUpdatedTime": of.last_updated_time,
                "resourceRegionScope": "REGIONAL",
            }
            for of in (call.backend().resource_shares if own else received(call))
            if of.status == "ACTIVE" and (not wanted or of.arn in wanted)
            for arn in of.resource_arns
            if not arns or arn in arns
        ]
    }


def kind(arn):
    """The kind of a resource as RAM names it: `ec2:TransitGateway`."""
    _, _, service, _, _, resource = arn.split(":", 5)
    words = resource.split("/")[0].split(":")[0].split("-")
    return f"{service}:{''.join(word.capitalize() for word in words)}"
