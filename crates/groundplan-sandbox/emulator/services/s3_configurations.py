"""S3: what a bucket is analysed, measured and tiered by, by identifier: nothing is done with it."""

from described import answers, refuse

KINDS = ("Analytics", "IntelligentTiering", "Metrics")


def kept(call, kind):
    """A bucket's own, so that they go with it; moto refuses a bucket that there is not."""
    bucket = call.backend().get_bucket(call.params["Bucket"])
    return vars(bucket).setdefault(f"{kind}_configurations", {})


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
