#!/usr/bin/env python3
"""Plan the examples of public Terraform modules with Groundplan and with Terraform, and compare.

    public_modules.py --compare compare_plan.py [options] REPOSITORY...

Each REPOSITORY is a checked-out folder named as the repository is (terraform-aws-vpc). Every folder under `examples` in it
that is a root module is one case. Nothing in these folders is changed: the cases run in copies, in which

- sources of the public registry (`terraform-aws-modules/vpc/aws`) point at the folders given here, whatever version they ask for;
- resources of the small providers that only make up names, write files or run commands (`random`, `null`, `time`, `tls`,
  `local`) become `terraform_data`, with an unknown string in the place of what they would make up, and what is read from
  their data sources (`external`, `tls`, `http`, `cloudinit`, `archive` too) becomes a literal, unless --no-stand-ins;
- version constraints on the AWS provider are left out, so that one installed version serves all.

A row is printed for each case; what is left out says why. The comparison itself is `compare_plan.py`'s (its path is an option). Terraform's plans are kept in --cache by the content of what was planned.

Environment: as for compare_plan.py (AWS_ENDPOINT_URL, keys, AWS_REGION, TF_CLI_CONFIG_FILE). Exit status 0 when no case differs.
"""
import argparse
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

INSTALLED = {"aws", "terraform"}
MODULE_SOURCE = re.compile(r'^(\s*source\s*=\s*)"([^"]+)"', re.M)
REGISTRY = re.compile(r"^(?:registry\.terraform\.io/)?([\w-]+)/([\w-]+)/(\w+)(?://(.*))?$")

# What stands in for a resource of a small provider: the attributes of it that become the stand-in's unknown `id`.
STAND_INS = {
    "random_pet": ["id"],
    "random_id": ["id", "hex", "b64_url", "b64_std", "dec"],
    "random_string": ["id", "result"],
    "random_password": ["id", "result", "bcrypt_hash"],
    "random_uuid": ["id", "result"],
    "random_integer": ["id", "result"],
    "null_resource": ["id"],
    "local_file": ["id", "filename"],
    "time_sleep": ["id"],
    "time_static": ["id", "rfc3339"],
    "tls_private_key": ["id", "private_key_pem", "public_key_openssh", "public_key_pem", "private_key_openssh"],
    "tls_self_signed_cert": ["id", "cert_pem"],
    "tls_cert_request": ["id", "cert_request_pem"],
    "tls_locally_signed_cert": ["id", "cert_pem"],
}
SMALL = "random|null|local|time|tls|external|http|cloudinit|archive"
# A data source of a small provider, and what is said of it.
DATA = r"data\.(?:external|tls_certificate|http|cloudinit_config|archive_file)\.[\w-]+"
LITERAL = "990f4193972f2becf12ddeda5237f9c952f20d9e"


class LeftOut(Exception):
    """The case cannot be run, with the reason."""


def blocks(text, head):
    """The spans of the blocks of a file whose first line matches `head`, by counting braces."""
    for found in re.finditer(head, text, re.M):
        at = text.index("{", found.end() - 1)
        depth, end = 0, at
        for end in range(at, len(text)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if depth == 0:
                break
        yield found, found.start(), at + 1, end


def stand_ins(text):
    """The file with what small providers have replaced."""
    for kind, attributes in STAND_INS.items():
        for found, start, body, end in reversed(list(blocks(text, rf'^resource\s+"{kind}"\s+"([\w-]+)"\s*\{{'))):
            inner = text[body:end]
            kept = re.findall(r"^  (?:count|for_each)\s*=.*$|^  depends_on\s*=\s*\[[^\]]*\]", inner, re.M)
            kept += ["  input = {" + inner[b:e] + "}" for _, _, b, e in blocks(inner, r"^  triggers\s*=\s*\{")]
            text = text[:start] + f'resource "terraform_data" "{kind}_{found.group(1)}" {{\n' + "\n".join(kept) + "\n" + text[end:]
        index = r"((?:\[[^\]]*\])?)"
        text = re.sub(rf"\b{kind}\.([\w-]+){index}\.({'|'.join(attributes)})\b", rf"terraform_data.{kind}_\1\2.id", text)
        text = re.sub(rf"\b{kind}\.([\w-]+){index}\.triggers\b", rf"terraform_data.{kind}_\1\2.output", text)
        text = re.sub(rf"(?<![\"\w.]){kind}\.([\w-]+)", rf"terraform_data.{kind}_\1", text)
    for _, start, _, end in reversed(list(blocks(text, rf'^data\s+"(?:{SMALL})\w*"\s+"[\w-]+"\s*\{{'))):
        text = text[:start] + text[end + 1 :]
    text = re.sub(rf"{DATA},\s+", "", text)
    text = re.sub(rf"{DATA}\S*\.was_missing\b", "false", text)
    steps = r"(?:\.\w+|\[[^\[\]]*\])*"
    text = re.sub(rf"{DATA}{steps}\[\*\]{steps}", f'["{LITERAL}"]', text)
    return re.sub(rf"{DATA}{steps}", f'"{LITERAL}"', text)


def rewritten(text, file, repositories, no_stand_ins):
    """A file of a case as it is run."""

    def local(found):
        parts = REGISTRY.match(found.group(2))
        if not parts or found.group(2).startswith("."):
            return found.group(0)
        namespace, name, provider, sub = parts.groups()
        for folder in (f"terraform-{provider}-{name}", f"{namespace}-terraform-{provider}-{name}"):
            if folder in repositories:
                target = os.path.relpath(repositories[folder] / (sub or ""), file.parent)
                return f'{found.group(1)}"{target if target.startswith(".") else "./" + target}"'
        return found.group(0)

    for _, start, body, end in reversed(list(blocks(text, r'^module\s+"[\w-]+"\s*\{'))):
        inner = text[body:end]
        moved = MODULE_SOURCE.sub(local, inner, count=1)
        if moved != inner:
            moved = re.sub(r'^\s*version\s*=\s*"[^"]*".*\n', "", moved, count=1, flags=re.M)
        text = text[:body] + moved + text[end:]
    for _, _, body, end in reversed(list(blocks(text, r"^\s*required_providers\s*\{"))):
        inner = re.sub(r'^\s*version\s*=\s*"[^"]*".*\n', "", text[body:end], flags=re.M)
        if not no_stand_ins:
            inner = re.sub(rf"^\s*({SMALL})\s*=\s*\{{[^}}]*\}}\n", "", inner, flags=re.M)
        text = text[:body] + inner + text[end:]
    return text if no_stand_ins else stand_ins(text)


def needed(case):
    """The module folders that a case uses, itself first; LeftOut when one is not there or needs a provider that is not."""
    seen, todo = [], [case.resolve()]
    while todo:
        folder = todo.pop()
        if folder in seen:
            continue
        seen.append(folder)
        text = "\n".join(p.read_text() for p in sorted(folder.glob("*.tf")))
        for _, _, body, end in blocks(text, r'^module\s+"[\w-]+"\s*\{'):
            source = MODULE_SOURCE.search(text[body:end])
            if source and source.group(2).startswith("."):
                todo.append((folder / source.group(2)).resolve())
            elif source:
                raise LeftOut(f"needs the module {source.group(2)}")
        kinds = set(re.findall(r'^(?:resource|data|ephemeral)\s+"(\w+?)(?:_\w+)?"', text, re.M)) - INSTALLED
        if kinds:
            raise LeftOut(f"needs the provider {', '.join(sorted(kinds))}")
    return seen


def digest(tree, folders, repositories):
    """One hash of the content of every repository that a case touches."""
    total = hashlib.sha256()
    for root in sorted({r for r in repositories.values() for f in folders if f.is_relative_to(r)}):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and not {".terraform", ".git"} & set(p.parts)):
            total.update(str(path.relative_to(tree)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:24]


def terraform_plan(tool, case, args, key):
    """Terraform's plan as JSON, or the error it ended with; from the cache when it was asked before."""
    kept = args.cache / f"{key}.json"
    if kept.exists() and not args.fresh:
        return json.loads(kept.read_text())
    try:
        tool.run([args.terraform, "init", "-input=false", "-no-color"], case, args.timeout)
        tool.run([args.terraform, "plan", "-input=false", "-no-color", "-out=plan.bin"], case, args.timeout)
        answer = {"plan": json.loads(tool.run([args.terraform, "show", "-json", "plan.bin"], case, args.timeout).stdout)}
    except RuntimeError as error:
        answer = {"error": str(error)}
    except subprocess.TimeoutExpired as error:
        return {"error": str(error)}
    finally:
        shutil.rmtree(case / ".terraform", ignore_errors=True)
        for left in (case / ".terraform.lock.hcl", case / "plan.bin"):
            left.unlink(missing_ok=True)
    kept.write_text(json.dumps(answer))
    return answer


def summaries(error):
    """The first lines of the errors in a program's output, without what differs from run to run."""
    lines = (re.match(r"[ │]*(?:error|Error): (.*)", line) for line in error.splitlines())
    return sorted(re.sub(r"RequestID: [\w-]+", "", line.group(1)).strip() for line in lines if line)


def compared(tool, case, args, key):
    """What came of one case: a word, the number of rows, and lines about it."""
    theirs = terraform_plan(tool, case, args, key)
    try:
        tool.run([args.groundplan, "plan", "--out", "plan.bin"], case, args.timeout)
        ours = json.loads(tool.run([args.groundplan, "show", "--json", "plan.bin"], case, args.timeout).stdout)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        if "error" in theirs:
            want, got = summaries(theirs["error"]), summaries(str(error))
            if want == got:
                return "both refuse", 0, [f"{len(want)} errors: {want[0] if want else '?'}", *str(error).splitlines()]
            return "refuse differently", 0, [f"terraform: {line}" for line in want] + [f"groundplan: {line}" for line in got]
        return "ERROR", 0, str(error).splitlines()
    finally:
        shutil.rmtree(case / ".groundplan", ignore_errors=True)
        (case / ".terraform.lock.hcl").unlink(missing_ok=True)
    if "error" in theirs:
        return "only terraform refuses", 0, theirs["error"].splitlines()
    want, got = tool.canon(theirs["plan"]), tool.canon(ours)
    found = list(tool.diff(want, got))
    return ("DIFFERS" if found else "same"), len(want), found


def applied(tool, case, args):
    """compare_plan.py's --apply on one case."""
    options = argparse.Namespace(
        root=case.parents[len(case.relative_to(args.tree).parts) - 1],
        var_file=[], apply=True, keep=False, timeout=args.timeout, terraform=args.terraform, groundplan=args.groundplan,
    )
    try:
        count, found = tool.one(case, options)
    except (RuntimeError, subprocess.TimeoutExpired, OSError) as error:
        return "ERROR", 0, str(error).splitlines()
    return ("DIFFERS" if found else "same"), count, found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--compare", required=True, type=pathlib.Path, help="compare_plan.py")
    ap.add_argument("--groundplan", default="groundplan")
    ap.add_argument("--terraform", default="terraform")
    ap.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "public-modules-cache")
    ap.add_argument("--apply", action="store_true", help="apply, let Terraform look, destroy")
    ap.add_argument("--fresh", action="store_true", help="ask Terraform again")
    ap.add_argument("--no-stand-ins", action="store_true")
    ap.add_argument("--only", action="append", default=[], help="only cases whose path contains this; repeatable")
    ap.add_argument("--timeout", type=float, default=600)
    ap.add_argument("--lines", type=int, default=12, help="lines to show about a case that differs")
    ap.add_argument("--verbose", action="store_true")
    ap.add_argument("--keep", action="store_true", help="leave the copies, and say where")
    ap.add_argument("repositories", nargs="+", type=pathlib.Path)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("compare_plan", args.compare)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    args.cache.mkdir(parents=True, exist_ok=True)
    args.tree = pathlib.Path(tempfile.mkdtemp(prefix="public-modules-")).resolve()
    repositories = {r.resolve().name: args.tree / r.resolve().name for r in args.repositories}
    for folder in args.repositories:
        tool.copy_tree(folder.resolve(), repositories[folder.resolve().name])
    for file in args.tree.rglob("*.tf"):
        file.write_text(rewritten(file.read_text(), file, repositories, args.no_stand_ins))
    cases = sorted({f.parent for r in repositories.values() for f in (r / "examples").rglob("*.tf")})
    rows, bad = [], 0
    for case in cases:
        name = str(case.relative_to(args.tree))
        if args.only and not any(part in name for part in args.only):
            continue
        if not any(re.search(r"^(module|resource|data)\s", f.read_text(), re.M) for f in case.glob("*.tf")):
            continue
        try:
            folders = needed(case)
            word, count, lines = applied(tool, case, args) if args.apply else compared(tool, case, args, digest(args.tree, folders, repositories) + hashlib.sha256(name.encode()).hexdigest()[:8])
        except (LeftOut, OSError) as left:
            word, count, lines = "left out", 0, [str(left)]
        bad += word not in ("same", "left out", "both refuse")
        rows.append((name, word, count))
        print(f"| {name} | {word} | {count or ''} | {lines[0][:200] if lines and word in ('left out', 'both refuse') else ''} |", flush=True)
        if word not in ("same", "left out") and (word != "both refuse" or args.verbose):
            for line in lines if args.verbose else lines[: args.lines]:
                print("    " + line[:400], flush=True)
    words = sorted({word for _, word, _ in rows})
    print("; ".join(f"{sum(w == word for _, w, _ in rows)} {word}" for word in words))
    if args.keep:
        print(f"kept: {args.tree}")
    else:
        shutil.rmtree(args.tree, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
