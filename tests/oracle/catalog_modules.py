#!/usr/bin/env python3
"""Prove the catalog's modules by their examples, and write down what was proved.

    catalog_modules.py --compare compare_plan.py [--apply] AREA/NAME…      networking/vpc, data-stores (all of an area), all
    catalog_modules.py --compare compare_plan.py --apply --stale all       only what has changed since it was proved
    catalog_modules.py                                                     only put the record in order, after a merge

For each module `terraform fmt -check`; for each of its examples

- `terraform validate`, and Groundplan's;
- plan: both programs plan it from nothing and say the same (compare_plan.py's comparison; its path is an option);
- with --apply: Groundplan applies it, Groundplan and then Terraform find nothing to do, Groundplan destroys it, and neither
  the state nor any account of the local AWS holds anything. An example with a line `# proof: plan only: REASON` is left at its plan.

The record, catalog/PROOFS.md, has a row for each example that there is; only the rows of what was run change. So several people
can prove different areas at once: when git finds a conflict in it, run the script without modules (of two rows for an
example the one that holds for its present content stays, then the later), and go on.

Each job has a local AWS of its own, started before and ended after, emptied between examples. Terraform downloads or finds the provider
as TF_CLI_CONFIG_FILE says, once. Nothing else of the environment counts. Exit status 0 when all that was run holds.
"""
import argparse
import concurrent.futures
import datetime
import hashlib
import importlib.util
import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODULES = ROOT / "catalog" / "modules"
RECORD = ROOT / "catalog" / "PROOFS.md"
ROW = re.compile(r"^\| \[([\w-]+/[\w-]+)\]\([^)]*\) \| ([\w-]+) \| (\d*) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$")
LACKS = re.compile(r"SandboxNotImplemented: the sandbox does not have (\w[\w-]* \w+)")
NOT_RUN = "not run"
# What an example says that the local AWS cannot be brought to serve; the rest of the line is the reason.
PLAN_ONLY = re.compile(r"^# proof: plan only: (.+)$", re.M)
# An example with this input is applied once more without it, and can be destroyed then.
UNPROTECT = 'variable "deletion_protection"'


class Failed(Exception):
    """What does not hold, in lines; the first one goes into the record."""


def examples(names):
    """The examples (module, example) of modules, areas, or `all`."""
    found = [(f"{e.parents[2].name}/{e.parents[1].name}", e.name) for e in sorted(MODULES.glob("*/*/examples/*")) if any(e.glob("*.tf"))]
    for name in names:
        if name != "all" and not any(name in (module, module.split("/")[0]) for module, _ in found):
            sys.exit(f"there is no module and no area {name} under {MODULES.relative_to(ROOT)}")
    return [(module, example) for module, example in found if {"all", module, module.split("/")[0]} & set(names)]


def content(module, example):
    """A hash of what a proof is about: the module's files and the example's, not its other examples and pages."""
    total = hashlib.sha256()
    for path in sorted(p for p in (MODULES / module).rglob("*") if p.is_file()):
        inside = path.relative_to(MODULES / module)
        other = inside.parts[0] == "examples" and inside.parts[1] != example
        if not other and inside.suffix != ".md" and not any(part.startswith((".", "terraform.tfstate")) for part in inside.parts):
            total.update(str(inside).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:8]


# --- the record


def recorded():
    """The rows of the record by example; of two the one about the present content, then the later."""
    rows = {}
    for line in RECORD.read_text().splitlines() if RECORD.exists() else []:
        if not (found := ROW.match(line)):
            continue
        module, example, *row = found.groups()
        rank = lambda r: (r[4] == content(module, example), r[3], r[2] != NOT_RUN)
        if (module, example) not in rows or rank(row) > rank(rows[module, example]):
            rows[module, example] = row
    return rows


def holds(row, digest, apply):
    """Whether a row says of the present content all that is asked for."""
    return row is not None and row[4] == digest and row[1] == "same" and (row[2] == "clean" or row[2].startswith("proved by plan only") or not apply)


def record(rows):
    """Write the record: a row for each example that there is."""
    areas = {}
    for module, example in examples(["all"]):
        resources, plan, apply, date, digest = rows.get((module, example), ["", NOT_RUN, NOT_RUN, "", ""])
        line = f"| [{module}](modules/{module}) | {example} | {resources} | {plan} | {apply} | {date} | {digest} |"
        areas.setdefault(module.split("/")[0], []).append(line)
    head = ["module", "example", "resources", "plan", "apply", "date", "content"]
    lines = HEAD.splitlines()
    for area, table in sorted(areas.items()):
        lines += ["", f"## {area}", "", f"| {' | '.join(head)} |", "|" + "---|" * len(head), *table]
    RECORD.write_text("\n".join(lines) + "\n")


HEAD = """# What is proved of each module

Written by `tests/oracle/catalog_modules.py` (its `--help` says how to run it), not by hand. Terraform 1.11.4 and the AWS provider
5.100.0 are the judges, the [sandbox](../docs/sandbox.md) (moto 5.2.1 and the gateway) stands for AWS.

- **plan** `same`: `terraform fmt -check` and `validate` are clean, and Terraform and Groundplan plan the example from nothing alike, every
  value, every unknown, every mark.
- **apply** `clean`: Groundplan applied it, Groundplan and Terraform then found nothing to do, Groundplan destroyed it, and neither the
  state nor any account held anything.
- **content** is a hash of the module and the example: when it is not the present one, the row is about older files
  (`--stale` runs those again).
"""


# --- the programs


class Place:
    """A local AWS of its own, and the environment in which both programs reach it."""

    def __init__(self, args, number):
        self.args, self.folder = args, args.work / f"sandbox-{number}"
        self.folder.mkdir()
        self.outside = {**os.environ, "GROUNDPLAN_SANDBOX_DIR": str(self.folder), "NO_COLOR": "1"}
        self.sandbox("up")
        port = json.loads((self.folder / "record.json").read_text())["gateway"]["port"]
        self.url = f"http://127.0.0.1:{port}"
        kept = {k: v for k, v in self.outside.items() if not k.startswith(("AWS_", "TF_", "GROUNDPLAN_")) and not k.lower().endswith("_proxy")}
        self.env = kept | {"AWS_ENDPOINT_URL": self.url, "HTTP_PROXY": self.url, "HTTPS_PROXY": self.url}
        self.env |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
        self.env |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
        if "TF_CLI_CONFIG_FILE" in os.environ:
            self.env["TF_CLI_CONFIG_FILE"] = os.environ["TF_CLI_CONFIG_FILE"]

    def sandbox(self, verb):
        done = subprocess.run([self.args.groundplan, "sandbox", verb], env=self.outside, capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise Failed(f"sandbox {verb}: exit code {done.returncode}", *done.stderr.splitlines())

    def gateway(self, path, data=None):
        """Ask the gateway itself (docs/sandbox.md, "The gateway's own addresses"); with data by POST."""
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self.url + "/_groundplan/" + path, data, timeout=120) as answer:
            return json.loads(answer.read() or b"null")

    def run(self, cwd, what, *command, ok=(0,), **env):
        """Run a program; Failed says which of the proof's steps failed (`what`) and how."""
        done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, timeout=self.args.timeout, env=self.env | env)
        if done.returncode not in ok:
            lines = (done.stdout + done.stderr).splitlines()
            first = next((line.strip(" │╷") for line in lines if re.match(r"[ │╷]*(error|Error)", line)), "")
            raise Failed(f"{what}: exit code {done.returncode}{': ' if first else ''}{first}", *lines)
        return done.stdout

    def terraform(self, cwd, what, *arguments, ok=(0,)):
        return self.run(cwd, what, self.args.terraform, *arguments, ok=ok, TF_CLI_CONFIG_FILE=str(self.args.overrides))

    def groundplan(self, cwd, what, *arguments, ok=(0,)):
        return self.run(cwd, what, self.args.groundplan, *arguments, ok=ok)

    def left(self):
        """What the accounts still hold."""
        accounts = {"123456789012"} | {call["account"] for call in self.gateway("calls") if call.get("account")}
        return [(account, thing) for account in sorted(accounts) for thing in self.gateway(f"inventory?account={account}")]


def planned(place, folder, tool):
    """Plan with both programs; how many resources, or Failed."""
    place.terraform(folder, "terraform get", "get", "-no-color")
    place.terraform(folder, "terraform validate", "validate", "-no-color")
    place.groundplan(folder, "groundplan validate", "validate")
    place.terraform(folder, "terraform plan", "plan", "-input=false", "-no-color", "-out=terraform.plan")
    want = json.loads(place.terraform(folder, "terraform show", "show", "-json", "terraform.plan"))
    place.groundplan(folder, "groundplan plan", "plan", "--out", "groundplan.plan")
    got = json.loads(place.groundplan(folder, "groundplan show", "show", "--json", "groundplan.plan"))
    if found := list(tool.diff(tool.canon(want), tool.canon(got))):
        raise Failed(f"differs in {len(found)} places", *found)
    return sum(change["mode"] == "managed" for change in want.get("resource_changes", []))


def applied(place, folder):
    """Apply, look twice, destroy; Failed when anything is amiss."""
    try:
        place.groundplan(folder, "apply", "apply", "--auto-approve")
        place.groundplan(folder, "second plan", "plan", "--detailed-exitcode")
        place.terraform(folder, "terraform's plan after the apply", "plan", "-input=false", "-no-color", "-detailed-exitcode")
    finally:
        # What stands is taken down in any case: its failure must not hide the first one.
        failing = sys.exc_info()[0] is not None
        try:
            if any(UNPROTECT in file.read_text() for file in folder.glob("*.tf")):
                place.env["TF_VAR_deletion_protection"] = "false"
                place.groundplan(folder, "apply without deletion protection", "apply", "--auto-approve")
            place.groundplan(folder, "destroy", "destroy", "--auto-approve")
        except Failed:
            if not failing:
                raise
        finally:
            place.env.pop("TF_VAR_deletion_protection", None)
    state = json.loads((folder / "terraform.tfstate").read_text())
    if state["resources"]:
        raise Failed(f"{len(state['resources'])} resources are in the state after destroy", *(r["type"] + "." + r["name"] for r in state["resources"]))
    if left := place.left():
        raise Failed(f"{len(left)} things are left in the accounts after destroy", *map(str, left))


def proved(place, module, example, args):
    """The row of one example, and the lines of what does not hold."""
    tree = pathlib.Path(tempfile.mkdtemp(dir=args.work)) / "modules"
    args.tool.copy_tree(MODULES, tree)
    folder = tree / module / "examples" / example
    row, lines = ["", NOT_RUN, NOT_RUN, datetime.date.today().isoformat(), content(module, example)], []
    old = args.rows.get((module, example))
    if not args.apply and old and old[4] == row[4]:
        row[2] = old[2]
    try:
        place.gateway("reset", b"")
        place.terraform(tree / module, "terraform fmt", "fmt", "-check", "-recursive", "-no-color")
        row[:2] = str(planned(place, folder, args.tool)), "same"
        reason = next((found.group(1) for file in sorted(folder.glob("*.tf")) if (found := PLAN_ONLY.search(file.read_text()))), None)
        if reason:
            row[2] = f"proved by plan only: {reason}"
        elif args.apply:
            place.gateway("reset", b"")
            applied(place, folder)
            row[2] = "clean"
    except (Failed, subprocess.SubprocessError, OSError, ValueError) as error:
        lines = [str(line) for line in error.args] if isinstance(error, Failed) else [f"{type(error).__name__}: {error}"]
        lacks = sorted({found.group(1) for line in lines for found in LACKS.finditer(line)})
        said = re.sub(r"\s+", " ", lines[0]).replace("|", "\\|")[:160]
        row[2 if row[1] == "same" else 1] = f"proved by plan only: the sandbox lacks {', '.join(lacks)}" if lacks and row[1] == "same" else f"**no**: {said}"
    finally:
        if args.keep and lines:
            lines.append(f"kept: {folder}")
        else:
            shutil.rmtree(tree.parent, ignore_errors=True)
    return row, lines


def overrides(args):
    """A CLI configuration that takes the provider from where `terraform init` has put it, so that nobody needs to again."""
    first = args.work / "init"
    first.mkdir()
    (first / "main.tf").write_text('terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "5.100.0" }\n  }\n}\n')
    subprocess.run([args.terraform, "init", "-input=false", "-no-color"], cwd=first, check=True, stdout=subprocess.DEVNULL)
    folder = next((first / ".terraform" / "providers").glob("*/*/aws/*/*"))
    written = args.work / "terraform.rc"
    written.write_text('provider_installation {\n  dev_overrides { "hashicorp/aws" = %s }\n}\n' % json.dumps(str(folder.resolve())))
    return written


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--compare", type=pathlib.Path, help="compare_plan.py")
    ap.add_argument("--apply", action="store_true", help="apply, look twice, destroy")
    ap.add_argument("--stale", action="store_true", help="leave out what the record says of the present content")
    ap.add_argument("--example", action="append", default=[], help="only examples of this name; repeatable")
    ap.add_argument("--jobs", type=int, default=1, help="examples at a time, each with a local AWS of its own (default 1)")
    ap.add_argument("--groundplan", default="groundplan")
    ap.add_argument("--terraform", default="terraform")
    ap.add_argument("--timeout", type=float, default=1800, help="seconds for one command")
    ap.add_argument("--lines", type=int, default=40, help="lines to show about what does not hold")
    ap.add_argument("--keep", action="store_true", help="leave the folders of what does not hold, and say where")
    ap.add_argument("modules", nargs="*", metavar="AREA/NAME")
    args = ap.parse_args()
    args.rows = recorded()
    if not args.modules:
        record(args.rows)
        return 0
    if not args.compare:
        ap.error("--compare is needed: it holds the comparison of plans")
    spec = importlib.util.spec_from_file_location("compare_plan", args.compare)
    args.tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(args.tool)
    todo = [(m, e) for m, e in examples(args.modules) if not args.example or e in args.example]
    if args.stale:
        todo = [case for case in todo if not holds(args.rows.get(case), content(*case), args.apply)]
    args.work = pathlib.Path(tempfile.mkdtemp(prefix="catalog-modules-")).resolve()
    args.overrides = overrides(args)
    places, started, bad, lock = queue.SimpleQueue(), [], 0, threading.Lock()
    try:
        for number in range(min(args.jobs, len(todo))):
            started.append(Place(args, number))
            places.put(started[-1])

        def one(case):
            nonlocal bad
            place = places.get()
            try:
                row, lines = proved(place, *case, args)
            finally:
                places.put(place)
            with lock:  # the record may have been changed meanwhile, by git or by another run
                record(recorded() | {case: row})
                bad += bool(lines)
                print(f"{'/'.join(case)}: {row[0] or '?'} resources, plan {row[1]}, apply {row[2]}", flush=True)
                for line in lines[: args.lines]:
                    print("    " + line[:300], flush=True)

        with concurrent.futures.ThreadPoolExecutor(max(args.jobs, 1)) as pool:
            list(pool.map(one, todo))
    finally:
        for place in started:
            place.sandbox("down")
        if not args.keep:
            shutil.rmtree(args.work, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
