"""Cuts the output of `terraform providers schema -json` to the types in a plan, without descriptions."""

import json
import sys


def block(b):
    out = {}
    if b.get("attributes"):
        out["attributes"] = {name: attribute(a) for name, a in b["attributes"].items()}
    if b.get("block_types"):
        out["block_types"] = {
            name: {**t, "block": block(t["block"])} for name, t in b["block_types"].items()
        }
    return out


def attribute(a):
    out = {k: v for k, v in a.items() if k not in ("description", "description_kind", "deprecated")}
    if "nested_type" in out:
        out["nested_type"] = {**out["nested_type"], **block(out["nested_type"])}
    return out


schemas = json.load(sys.stdin)["provider_schemas"]
with open(sys.argv[1]) as file:
    plan = json.load(file)
kinds = {"managed": "resource_schemas", "data": "data_source_schemas"}
kept = {}
for change in plan.get("resource_changes", []) + plan.get("resource_drift", []):
    kind, name = kinds[change["mode"]], change["type"]
    schema = schemas[change["provider_name"]][kind][name]
    types = kept.setdefault(change["provider_name"], {}).setdefault(kind, {})
    types[name] = {"version": schema["version"], "block": block(schema["block"])}
json.dump(kept, sys.stdout, separators=(",", ":"), sort_keys=True)
