"""EC2: networks and subnets that the blocking of public access leaves out. The gateway answers for the blocking itself."""

from datetime import datetime, timezone
from secrets import token_hex

from described import answers, refuse


def exclusion(call):
    found = call.documents("exclusion").get(call.params["ExclusionId"])
    if found is None:
        refuse("InvalidVpcBlockPublicAccessExclusionId.NotFound", f"{call.params['ExclusionId']} does not exist.")
    return found


def shown(call, one):
    tags = call.backend().tags.get(one["ExclusionId"], {})
    return one | {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@answers("ec2", "CreateVpcBlockPublicAccessExclusion")
def create(call):
    asked, backend = call.params, call.backend()
    if asked.get("SubnetId"):
        resource = f"subnet/{backend.get_subnet(asked['SubnetId']).id}"
    else:
        resource = f"vpc/{backend.get_vpc(asked['VpcId']).id}"
    now = datetime.now(timezone.utc)
    made = {
        "ExclusionId": f"vpcbpa-exclude-{token_hex(8)}0",
        "InternetGatewayExclusionMode": asked["InternetGatewayExclusionMode"],
        "ResourceArn": call.arn(resource),
        "State": "create-complete",
        "CreationTimestamp": now,
        "LastUpdateTimestamp": now,
    }
    tags = {tag["Key"]: tag["Value"] for one in asked.get("TagSpecifications", []) for tag in one["Tags"]}
    if tags:
        backend.create_tags([made["ExclusionId"]], tags)
    call.documents("exclusion")[made["ExclusionId"]] = made
    return {"VpcBlockPublicAccessExclusion": shown(call, made)}


@answers("ec2", "ModifyVpcBlockPublicAccessExclusion")
def modify(call):
    found = exclusion(call)
    found["InternetGatewayExclusionMode"] = call.params["InternetGatewayExclusionMode"]
    found |= {"State": "update-complete", "LastUpdateTimestamp": datetime.now(timezone.utc)}
    call.documents("exclusion")[found["ExclusionId"]] = found
    return {"VpcBlockPublicAccessExclusion": shown(call, found)}


@answers("ec2", "DescribeVpcBlockPublicAccessExclusions")
def describe(call):
    """Those that were deleted are shown to who asks for them by name, who waits for that."""
    ids, kept, gone = call.params.get("ExclusionIds"), call.documents("exclusion"), call.settings("exclusion")
    if not ids:
        found = list(kept.values())
    else:
        missing = [one for one in ids if one not in kept and one not in gone]
        if missing:
            refuse("InvalidVpcBlockPublicAccessExclusionId.NotFound", f"{', '.join(missing)} does not exist.")
        found = [kept.get(one) or gone[one] for one in ids]
    return {"VpcBlockPublicAccessExclusions": [shown(call, one) for one in found]}


@answers("ec2", "DeleteVpcBlockPublicAccessExclusion")
def delete(call):
    found = exclusion(call) | {"State": "delete-complete", "DeletionTimestamp": datetime.now(timezone.utc)}
    del call.documents("exclusion")[found["ExclusionId"]]
    call.settings("exclusion")[found["ExclusionId"]] = found
    return {"VpcBlockPublicAccessExclusion": shown(call, found)}
