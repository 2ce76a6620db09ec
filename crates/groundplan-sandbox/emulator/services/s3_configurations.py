"""S3: configurations of buckets that moto does not have (nothing is done with them), or loses a part of."""

import uuid

from described import answers, refuse

# Configurations by identifier.
KINDS = ("Analytics", "IntelligentTiering", "Inventory", "Metrics")


def kept(call, kind):
    """A bucket's own, so that they go with it; moto refuses a bucket that there is not."""
    bucket = call.backend().get_bucket(call.params["Bucket"])
    return vars(bucket).setdefault("groundplan_configurations", {}).setdefault(kind, {})


def register(kind):
    member = f"{kind}Configuration"

    @answers("s3", f"PutBucket{member}")
    def put(call):
        kept(call, kind)[call.params["Id"]] = call.params[member]
        return {}

    @answers("s3", f"GetBucket{member}")
    def get(call):
        found = kept(call, kind).get(call.params["Id"])
        if found is None:
            refuse("NoSuchConfiguration", "The specified configuration does not exist.")
        return {member: found}

    @answers("s3", f"DeleteBucket{member}")
    def delete(call):
        kept(call, kind).pop(call.params["Id"], None)
        return {}

    @answers("s3", f"ListBucket{member}s")
    def show(call):
        return {"IsTruncated": False, f"{member}List": list(kept(call, kind).values())}


for one in KINDS:
    register(one)


@answers("s3", "PutBucketReplication")
def put_replication(call):
    answer = call.moto()
    kept(call, "Replication")["asked"] = call.params["ReplicationConfiguration"]
    return answer


@answers("s3", "GetBucketReplication")
def get_replication(call):
    """moto shows of a rule whom it is for and that it is on."""
    answer, asked = call.moto(), kept(call, "Replication").get("asked")
    if asked:
        for rule, shown in zip(asked["Rules"], answer["ReplicationConfiguration"]["Rules"], strict=False):
            rule.setdefault("ID", shown["ID"])
        answer["ReplicationConfiguration"] = asked
    return answer


@answers("s3", "PutBucketAccelerateConfiguration")
def put_acceleration(call):
    answer = call.moto()
    kept(call, "Acceleration")["asked"] = call.params["AccelerateConfiguration"]["Status"]
    return answer


@answers("s3", "GetBucketAccelerateConfiguration")
def get_acceleration(call):
    """What was suspended is shown as suspended, even when it never was on."""
    answer, asked = call.moto(), kept(call, "Acceleration").get("asked")
    return answer | ({"Status": asked} if asked else {})


@answers("s3", "PutBucketVersioning")
def put_versioning(call):
    answer = call.moto()
    kept(call, "Versioning").update(call.params["VersioningConfiguration"])
    return answer


@answers("s3", "GetBucketVersioning")
def get_versioning(call):
    """Whether a second factor is needed to delete is shown once it was said."""
    answer, asked = call.moto(), kept(call, "Versioning").get("MFADelete")
    return answer | ({"MFADelete": asked} if asked else {})


@answers("s3", "PutBucketLifecycleConfiguration")
def put_lifecycle(call):
    answer, asked = call.moto(), call.params
    kept(call, "Lifecycle").update(
        # A rule without a name gets one.
        Rules=[{"ID": str(uuid.uuid4())} | rule for rule in asked["LifecycleConfiguration"]["Rules"]],
        TransitionDefaultMinimumObjectSize=asked.get("TransitionDefaultMinimumObjectSize", "all_storage_classes_128K"),
    )
    return answer


@answers("s3", "GetBucketLifecycleConfiguration")
def get_lifecycle(call):
    """The provider waits until it finds what it asked for; moto loses some forms of it."""
    answer = call.moto()
    return answer | kept(call, "Lifecycle")


@answers("s3", "PutBucketRequestPayment")
def put_payer(call):
    kept(call, "Payment").update(call.params["RequestPaymentConfiguration"])
    return {}


@answers("s3", "GetBucketRequestPayment")
def get_payer(call):
    return {"Payer": "BucketOwner"} | kept(call, "Payment")


@answers("s3", "ListBuckets")
def list_buckets(call):
    """An account is named here as in its lists of access."""
    from moto.s3.models import OWNER

    answer = call.moto()
    answer["Owner"]["ID"] = OWNER
    return answer


@answers("s3", "PutObjectLegalHold")
def put_legal_hold(call):
    """moto wants a checksum that is for uploads."""
    asked, backend = call.params, call.backend()
    if not backend.get_bucket(asked["Bucket"]).object_lock_enabled:
        refuse("InvalidRequest", "Bucket is missing Object Lock Configuration")
    status = asked["LegalHold"]["Status"]
    backend.put_object_legal_hold(asked["Bucket"], asked["Key"], asked.get("VersionId"), status)
    return {}


@answers("s3", "PutObjectLockConfiguration")
def put_lock(call):
    """moto refuses buckets that are not empty."""
    bucket, asked = call.backend().get_bucket(call.params["Bucket"]), call.params.get("ObjectLockConfiguration", {})
    if not bucket.is_versioned:
        refuse("InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    retention = asked.get("Rule", {}).get("DefaultRetention", {})
    if asked.get("ObjectLockEnabled") == "Enabled":
        bucket.object_lock_enabled = True
    bucket.default_lock_mode = retention.get("Mode")
    bucket.default_lock_days, bucket.default_lock_years = retention.get("Days"), retention.get("Years")
    return {}
