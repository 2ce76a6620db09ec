"""Writes the names of AWS's operations as one JSON file, from the service descriptions that are installed with moto.

    python operations.py FILE

The gateway needs them to name a call of a service whose protocol says the operation by method and path only.

    {"SERVICE": {"signing": …, "protocol": …, "target": …, "operations": [["NAME", "METHOD", "URI"], …]}}

`operations` is there for REST services only.
"""

import gzip
import json
import os
import sys


def describe(model):
    metadata = model["metadata"]
    entry = {
        "signing": metadata.get("signingName", metadata["endpointPrefix"]),
        "protocol": metadata["protocol"],
        "target": metadata.get("targetPrefix"),
    }
    if metadata["protocol"].startswith("rest"):
        entry["operations"] = [
            [operation["name"], operation["http"]["method"], operation["http"]["requestUri"]]
            for operation in model["operations"].values()
            # Some addresses have an older name, too.
            if not operation.get("deprecated")
        ]
    return entry


def main(target):
    import botocore

    root = os.path.join(os.path.dirname(botocore.__file__), "data")
    services = {}
    for service in sorted(os.listdir(root)):
        folder = os.path.join(root, service)
        versions = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        for version in reversed(versions):
            path = os.path.join(folder, version, "service-2.json.gz")
            if os.path.exists(path):
                with gzip.open(path) as file:
                    services[service] = describe(json.load(file))
                break
    with open(target, "w", encoding="utf-8") as file:
        json.dump(services, file)


if __name__ == "__main__":
    main(sys.argv[1])
