"""Route 53: private zones of several networks and accounts, and signing."""

import hashlib
from base64 import b64encode
from datetime import datetime, timezone

from described import Refused, answers, refuse


def change():
    return {"Id": "/change/C1PA6795UKMFR9", "Status": "INSYNC", "SubmittedAt": datetime.now(timezone.utc)}


def bare(identifier):
    return identifier.replace("/hostedzone/", "")


def zones():
    """Pairs of an account and one of its zones, over all accounts."""
    from moto.route53.models import route53_backends

    for account in list(route53_backends):
        for backend in list(dict.values(route53_backends[account])):
            for zone in list(backend.zones.values()):
                yield account, zone


def zone_of(call):
    """The zone of the call, and the account that owns it."""
    wanted = bare(call.params["HostedZoneId"])
    for account, zone in zones():
        if zone.resource_id == wanted:
            return account, zone
    refuse("NoSuchHostedZone", f"No hosted zone found with ID: {wanted}")


def own_zone(call):
    account, zone = zone_of(call)
    if account != call.account:
        refuse("NoSuchHostedZone", f"No hosted zone found with ID: {zone.resource_id}")
    return zone


def associated(zone, vpc):
    return any(one["vpc_id"] == vpc["VPCId"] for one in zone.vpcs)


@answers("route53", "CreateHostedZone")
def create_zone(call):
    """A zone that is made with a network is private, whether it is said or not."""
    answer = call.moto()
    vpc = call.params.get("VPC")
    if vpc:
        zone = call.backend().zones[bare(answer["HostedZone"]["Id"])]
        zone.private_zone = True
        if not associated(zone, vpc):
            zone.add_vpc(vpc["VPCId"], vpc["VPCRegion"])
        answer["HostedZone"]["Config"] = zone.config
        answer["VPC"] = vpc
        answer.pop("DelegationSet", None)
    return answer


def authorizations(call, account, zone):
    return call.documents("vpc-association-authorization", account=account).setdefault(zone.resource_id, [])


@answers("route53", "CreateVPCAssociationAuthorization")
def authorize(call):
    zone, vpc = own_zone(call), call.params["VPC"]
    if not zone.private_zone:
        refuse("PublicZoneVPCAssociation", "You're trying to associate a VPC with a public hosted zone.")
    given = authorizations(call, call.account, zone)
    if vpc not in given:
        given.append(vpc)
    return {"HostedZoneId": zone.resource_id, "VPC": vpc}


@answers("route53", "ListVPCAssociationAuthorizations")
def list_authorizations(call):
    zone = own_zone(call)
    given = call.documents("vpc-association-authorization").get(zone.resource_id, [])
    return {"HostedZoneId": zone.resource_id, "VPCs": given}


@answers("route53", "DeleteVPCAssociationAuthorization")
def take_back(call):
    zone, vpc = own_zone(call), call.params["VPC"]
    kept = call.documents("vpc-association-authorization")
    if vpc not in kept.get(zone.resource_id, []):
        refuse("VPCAssociationAuthorizationNotFound", "The VPC that you specified is not authorized.")
    kept[zone.resource_id].remove(vpc)
    if not kept[zone.resource_id]:
        del kept[zone.resource_id]
    return {}


@answers("route53", "AssociateVPCWithHostedZone")
def associate(call):
    account, zone = zone_of(call)
    vpc = call.params["VPC"]
    if not zone.private_zone:
        refuse("PublicZoneVPCAssociation", "You're trying to associate a VPC with a public hosted zone.")
    if account != call.account:
        given = call.documents("vpc-association-authorization", account=account).get(zone.resource_id, [])
        if vpc not in given:
            refuse("NotAuthorizedException", f"The VPC {vpc['VPCId']} has not authorized association with your hosted zone.")
    if associated(zone, vpc):
        refuse("ConflictingDomainExists", f"The VPC {vpc['VPCId']} is associated with the hosted zone already.")
    zone.add_vpc(vpc["VPCId"], vpc["VPCRegion"])
    return {"ChangeInfo": change()}


@answers("route53", "DisassociateVPCFromHostedZone")
def disassociate(call):
    _, zone = zone_of(call)
    vpc = call.params["VPC"]
    if not associated(zone, vpc):
        refuse("VPCAssociationNotFound", f"The VPC {vpc['VPCId']} is not associated with the hosted zone.")
    if len(zone.vpcs) == 1:
        refuse("LastVPCAssociation", "The VPC is the last one of the hosted zone.")
    zone.delete_vpc(vpc["VPCId"])
    return {"ChangeInfo": change()}


@answers("route53", "ListHostedZonesByVPC")
def zones_of_vpc(call):
    found = [
        {"HostedZoneId": zone.resource_id, "Name": zone.name, "Owner": {"OwningAccount": account}}
        for account, zone in zones()
        if zone.private_zone and associated(zone, call.params)
    ]
    return {"HostedZoneSummaries": found, "MaxItems": "100"}


@answers("route53", "CreateQueryLoggingConfig")
def log_queries(call):
    """The group's ARN may have its last part, for all streams, or not. moto wants it."""
    arn = call.params["CloudWatchLogsLogGroupArn"]
    made = call.backend().create_query_logging_config(call.params["HostedZoneId"], f"{arn.removesuffix(':*')}:*")
    made.cloud_watch_logs_log_group_arn = arn
    shown = {"Id": made.id, "HostedZoneId": made.hosted_zone_id, "CloudWatchLogsLogGroupArn": arn}
    return {"QueryLoggingConfig": shown, "Location": made.location}


def signing_keys(call, zone):
    return call.documents("key-signing-key").setdefault(zone.resource_id, {})


def signing_key(call, zone):
    found = call.documents("key-signing-key").get(zone.resource_id, {}).get(call.params["Name"])
    if found is None:
        refuse("NoSuchKeySigningKey", f"The key-signing key {call.params['Name']} does not exist.")
    return found


def check_kms(arn):
    from moto.kms.models import kms_backends

    _, _, _, region, account, resource = arn.split(":", 5)
    key = kms_backends[account][region].keys.get(resource.split("/")[-1])
    if region != "us-east-1" or key is None or key.key_spec != "ECC_NIST_P256":
        raise Refused("InvalidKMSArn", "A key-signing key needs a KMS key in us-east-1 of the kind ECC_NIST_P256.")


@answers("route53", "CreateKeySigningKey")
def create_signing_key(call):
    """The figures of the key are made up from its names: nothing is signed."""
    zone, name, arn = own_zone(call), call.params["Name"], call.params["KeyManagementServiceArn"]
    if name in signing_keys(call, zone):
        refuse("KeySigningKeyAlreadyExists", f"The key-signing key {name} exists already.")
    check_kms(arn)
    digest = hashlib.sha256(f"{zone.resource_id} {name} {arn}".encode())
    public = b64encode(hashlib.sha512(digest.digest()).digest()).decode()
    tag, now = int(digest.hexdigest()[:4], 16), datetime.now(timezone.utc)
    made = signing_keys(call, zone)[name] = {
        "Name": name,
        "KmsArn": arn,
        "Flag": 257,
        "SigningAlgorithmMnemonic": "ECDSAP256SHA256",
        "SigningAlgorithmType": 13,
        "DigestAlgorithmMnemonic": "SHA-256",
        "DigestAlgorithmType": 2,
        "KeyTag": tag,
        "DigestValue": digest.hexdigest().upper(),
        "PublicKey": public,
        "DSRecord": f"{tag} 13 2 {digest.hexdigest().upper()}",
        "DNSKEYRecord": f"257 3 13 {public}",
        "Status": call.params["Status"],
        "CreatedDate": now,
        "LastModifiedDate": now,
    }
    location = f"https://route53.amazonaws.com/2013-04-01/keysigningkey/{zone.resource_id}/{name}"
    return {"ChangeInfo": change(), "KeySigningKey": made, "Location": location}


@answers("route53", "ActivateKeySigningKey", "DeactivateKeySigningKey")
def switch_signing_key(call):
    zone = own_zone(call)
    key = signing_key(call, zone)
    active = call.operation.startswith("Activate")
    if not active and zone.resource_id in call.documents("dnssec") and len(signing_keys(call, zone)) == 1:
        refuse("KeySigningKeyInUse", "The last active key cannot be switched off while the zone is signed.")
    key.update(Status="ACTIVE" if active else "INACTIVE", LastModifiedDate=datetime.now(timezone.utc))
    return {"ChangeInfo": change()}


@answers("route53", "DeleteKeySigningKey")
def delete_signing_key(call):
    zone = own_zone(call)
    if signing_key(call, zone)["Status"] == "ACTIVE":
        refuse("InvalidKeySigningKeyStatus", "An active key-signing key cannot be deleted.")
    del signing_keys(call, zone)[call.params["Name"]]
    if not signing_keys(call, zone):
        del call.documents("key-signing-key")[zone.resource_id]
    return {"ChangeInfo": change()}


@answers("route53", "EnableHostedZoneDNSSEC", "DisableHostedZoneDNSSEC")
def switch_signing(call):
    zone = own_zone(call)
    if call.operation.startswith("Disable"):
        call.documents("dnssec").pop(zone.resource_id, None)
    else:
        keys = call.documents("key-signing-key").get(zone.resource_id, {}).values()
        if not any(key["Status"] == "ACTIVE" for key in keys):
            refuse("KeySigningKeyWithActiveStatusNotFound", "The hosted zone has no active key-signing key.")
        call.documents("dnssec")[zone.resource_id] = {"ServeSignature": "SIGNING"}
    return {"ChangeInfo": change()}


@answers("route53", "GetDNSSEC")
def signing(call):
    zone = own_zone(call)
    status = call.documents("dnssec").get(zone.resource_id, {"ServeSignature": "NOT_SIGNING"})
    return {
        "Status": status,
        "KeySigningKeys": list(call.documents("key-signing-key").get(zone.resource_id, {}).values()),
    }
