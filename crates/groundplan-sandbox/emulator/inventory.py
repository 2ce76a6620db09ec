"""What an account of the emulator holds beyond what a new account holds.

moto keeps one backend object per service, account and region. Every model object that such a backend holds in its
attributes is counted by class and compared with a backend made afresh, because a new account is not empty: it has a
default network, AWS's own policies and the like. To these come the things that are kept beside moto's.
"""

from collections import defaultdict

# An account that nobody uses: backends made for the comparison belong to it.
PRISTINE = "000000000000"
# What AWS goes on listing for a while after its deletion.
GONE = {"deleted", "terminated", "pendingdeletion", "pending_deletion", "suspended", "closed"}
ECS = {"Cluster", "Service", "TaskDefinition"}
STATES = ("state", "status", "key_state", "_state", "_status")
NAMES = ("id", "arn", "name", "resource_id", "physical_resource_id")
DEPTH = 4


def is_session(model):
    """Credentials for a while: they pass by themselves, and nobody destroys them."""
    if type(model).__name__ == "AssumedRole":
        return True
    return type(model).__name__ == "AccessKey" and str(model.access_key_id).startswith("ASIA")


def is_gone(model):
    for attribute in STATES:
        value = getattr(model, attribute, None)
        value = getattr(value, "name", getattr(value, "code", value))
        if isinstance(value, str) and value.lower() in GONE:
            return True
    # Deleted plans of backups can be listed for ever.
    if type(model).__name__ == "Plan" and getattr(model, "deletion_date", None) is not None:
        return True
    # A secret within its recovery window, as a key that is pending deletion.
    if type(model).__name__ == "FakeSecret" and model.is_deleted():
        return True
    # How something went that Cloud Map was asked for.
    if type(model).__name__ == "Operation" and type(model).__module__.startswith("moto.servicediscovery"):
        return True
    # What ECS keeps of clusters, services and revisions that were deleted.
    return type(model).__name__ in ECS and getattr(model, "status", None) == "INACTIVE"


def is_of_aws(model, backend):
    """What AWS makes by itself, and removes by itself if at all."""
    # The first access list of a network goes with the network; moto forgets it.
    vpcs = getattr(backend, "vpcs", None)
    vpc = getattr(model, "vpc_id", None)
    if isinstance(vpcs, dict) and isinstance(vpc, str) and type(model).__name__ != "VPC" and vpc not in vpcs:
        return True
    # The name servers of a zone; those that somebody made for reuse have a name.
    if type(model).__name__ == "DelegationSet" and not getattr(model, "id", None):
        return True
    # The parameters that AWS publishes, which are there once somebody has asked for one.
    if type(model).__name__ == "Parameter" and str(getattr(model, "name", "")).startswith("/aws/"):
        return True
    # The keys behind `alias/aws/…`, made when a service first needs one.
    return type(model).__name__ == "Key" and str(getattr(model, "description", "")).startswith("Default ")


def name_of(model):
    for attribute in NAMES:
        try:
            value = getattr(model, attribute, None)
        except Exception:  # a property of a half-filled model
            continue
        if isinstance(value, str) and value:
            return value
    return ""


def models_in(value, base, depth, seen, found):
    if isinstance(value, base):
        if id(value) not in seen:
            seen.add(id(value))
            found.append(value)
    elif depth:
        if isinstance(value, dict):
            # `dict.values` and not `value.values`: some of moto's dictionaries make what they are asked for.
            children = list(dict.values(value))
        elif isinstance(value, (list, tuple, set)):
            children = list(value)
        else:
            return
        for child in children:
            models_in(child, base, depth - 1, seen, found)


def models_of(backend):
    from moto.core.common_models import BaseModel

    models = []
    seen = set()
    for attribute, value in list(vars(backend).items()):
        # What is kept to answer how a deletion went.
        if attribute.startswith("deleted_"):
            continue
        models_in(value, BaseModel, DEPTH, seen, models)
    found = defaultdict(list)
    for model in models:
        if not (is_gone(model) or is_session(model) or is_of_aws(model, backend)):
            found[type(model).__name__].append(name_of(model))
    return found


def of_additions(account):
    """What is kept beside moto's own things (`described.py`)."""
    import described

    if not dict.__contains__(described.BACKENDS, account):
        return []
    documents = described.BACKENDS[account]["aws"].documents
    return [
        {"service": service, "region": region, "kind": kind, "id": "/".join(identifier) if isinstance(identifier, tuple) else str(identifier)}
        for (service, region, kind), things in documents.items()
        for identifier in things
    ]


def of_account(account):
    """A list of `{service, region, kind, id}`, sorted, for the account."""
    from moto.core.base_backend import BackendDict

    items = of_additions(account)
    # moto lists the same object once for every account that it was asked for.
    for backends in {id(backends): backends for backends in list(BackendDict._instances)}.values():
        if not dict.__contains__(backends, account):
            continue
        regions = dict.__getitem__(backends, account)
        for region in list(dict.keys(regions)):
            backend = dict.__getitem__(regions, region)
            held = models_of(backend)
            if not held:
                continue
            try:
                new = models_of(type(backend)(region, PRISTINE))
            except Exception:  # a backend that cannot stand alone: everything it holds is shown
                new = {}
            for kind, names in held.items():
                # Names of a new account's things are drawn by chance, so only their number can be taken off.
                surplus = len(names) - len(new.get(kind, ()))
                common = set(new.get(kind, ()))
                names = [name for name in names if name not in common] if common else names
                for name in names[-surplus:] if surplus > 0 else []:
                    items.append(
                        {"service": backends.service_name, "region": region, "kind": kind, "id": name}
                    )
    return sorted(items, key=lambda item: (item["service"], item["region"], item["kind"], item["id"]))
