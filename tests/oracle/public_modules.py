#!/usr/bin/env python3
"""Plan the examples of public Terraform modules with Groundplan and with Terraform, and compare.

    public_modules.py --compare compare_plan.py [options] REPOSITORY...

Each REPOSITORY is a checked-out folder named as the repository is (terraform-aws-vpc). Every folder under `examples` in it
that is a root module is one case. Nothing in these folders is changed: the cases run in copies, in which

- sources of the public registry (`terraform-aws-modules/vpc/aws`) and of GitHub point at the folders given here: at terraform-aws-vpc@5.1.2
  or terraform-aws-vpc@5 when version 5.1.2 is asked for and there is such a folder (it has no cases of its own), else at terraform-aws-vpc
  whatever version it is; a folder may be named with its owner before it (cloudposse-terraform-aws-vpc);
- resources of the small providers that only make up names, write files or run commands (`random`, `null`, `time`, `tls`,
  `local`) become `terraform_data`, with an unknown string in the place of what they would make up, and what is read from
  their data sources (`external`, `tls`, `http`, `cloudinit`, `archive` too) becomes a literal, unless --no-stand-ins;
- version constraints on the AWS provider and lock files are left out, so that one installed version serves all, and so is what else
  `required_providers` names and `provider` blocks configure: what uses another provider is left out as a whole;
- values for a test run (`fixtures.us-east-2.tfvars`) are read as `.auto.tfvars`.

A row is printed for each case; what is left out says why. The comparison itself is `compare_plan.py`'s (its path is an option).
Terraform's plans are kept in --cache by the content of what was planned; when one of them disagrees it is asked for again, because the
local AWS may be another one since.

With --apply a case is applied by Groundplan, must have nothing to do in Groundplan's second plan and in Terraform's plan on the state
that Groundplan wrote, and must leave an empty state when it is destroyed. What a case looks for without making it, such as the hosted
zone of `domain_name`, is made first from the folder --needs. --record FILE writes what came of it into a Markdown page.

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

from public_record import Record

FINE = ("same", "clean", "clean, Terraform not asked", "left out", "both refuse", "as after Terraform's apply")
INSTALLED = {"aws", "terraform"}
MODULE_SOURCE = re.compile(r'^(\s*source\s*=\s*)"([^"]+)"', re.M)
REGISTRY = re.compile(r"^(?:registry\.terraform\.io/)?([\w-]+)/([\w-]+)/(\w+)(?://(.*))?$")
GITHUB = re.compile(r"^(?:git::)?(?:(?:https|ssh)://)?(?:git@)?github\.com[/:]([\w-]+)/([\w.-]+?)(?:\.git)?(?://([^?]*))?(?:\?ref=(?:tags/)?v?([\w.-]+))?$")

# What a module makes of `plantimestamp()` is another time in each plan.
PLANNED_AT = re.compile(r': terraform "[\d-]{10}T[\d:]{8}Z" \| groundplan "[\d-]{10}T[\d:]{8}Z"$')

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
    "local_sensitive_file": ["id", "filename"],
    "time_sleep": ["id"],
    "time_static": ["id", "rfc3339"],
    "tls_private_key": ["id", "private_key_pem", "public_key_openssh", "public_key_pem", "private_key_openssh", "private_key_pem_pkcs8", "public_key_fingerprint_md5", "public_key_fingerprint_sha256"],
    "tls_self_signed_cert": ["id", "cert_pem"],
    "tls_cert_request": ["id", "cert_request_pem"],
    "tls_locally_signed_cert": ["id", "cert_pem"],
}
SMALL = "random|null|local|time|tls|external|http|cloudinit|archive"
# A data source of a small provider, and what is said of it.
DATA = r"data\.(?:external|tls_certificate|http|cloudinit_config|archive_file|local_file)\.[\w-]+"
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
        if kind not in text:
            continue
        for found, start, body, end in reversed(list(blocks(text, rf'^resource\s+"{kind}"\s+"([\w-]+)"\s*\{{'))):
            inner = text[body:end]
            kept = re.findall(r"^  (?:count|for_each)\s*=.*$|^  depends_on\s*=\s*\[[^\]]*\]", inner, re.M)
            kept += ["  input = {" + inner[b:e] + "}" for _, _, b, e in blocks(inner, r"^  (?:triggers|keepers)\s*=\s*\{")]
            text = text[:start] + f'resource "terraform_data" "{kind}_{found.group(1)}" {{\n' + "\n".join(kept) + "\n" + text[end:]
        index = r"((?:\[[^\]]*\]|\.\*)?)"
        text = re.sub(rf"(?<!data\.)\b{kind}\.([\w-]+){index}\.({'|'.join(attributes)})\b", rf"terraform_data.{kind}_\1\2.id", text)
        text = re.sub(rf"\b{kind}\.([\w-]+){index}\.(?:triggers|keepers)\b", rf"terraform_data.{kind}_\1\2.input", text)
        text = re.sub(rf"(?<![\"\w.]){kind}\.([\w-]+)", rf"terraform_data.{kind}_\1", text)
    if not re.search(DATA, text) and not re.search(rf'^data\s+"(?:{SMALL})', text, re.M):
        return text
    for _, start, _, end in reversed(list(blocks(text, rf'^data\s+"(?:{SMALL})\w*"\s+"[\w-]+"\s*\{{'))):
        text = text[:start] + text[end + 1 :]
    text = re.sub(rf"{DATA},\s+", "", text)
    text = re.sub(rf"{DATA}\S*\.was_missing\b", "false", text)
    steps = r"(?:\.\w+|\[[^\[\]]*\])*"
    text = re.sub(rf"{DATA}{steps}\[\*\]{steps}", f'["{LITERAL}"]', text)
    return re.sub(rf"{DATA}{steps}", f'"{LITERAL}"', text)


def rewritten(text, file, repositories, no_stand_ins):
    """A file of a case as it is run."""

    def local(found, asked):
        if found.group(2).startswith("."):
            return found.group(0)
        if parts := REGISTRY.match(found.group(2)):
            namespace, name, provider, sub = parts.groups()
            plain = f"terraform-{provider}-{name}"
        elif parts := GITHUB.match(found.group(2)):
            namespace, plain, sub, ref = parts.groups()
            asked = ref or ""
        else:
            return found.group(0)
        for folder in (f"{name}{at}" for name in (f"{namespace}-{plain}", plain) for at in (f"@{asked}", f"@{asked.split('.')[0]}", "")):
            if folder in repositories:
                target = os.path.relpath(repositories[folder] / (sub or ""), file.parent)
                return f'{found.group(1)}"{target if target.startswith(".") else "./" + target}"'
        return found.group(0)

    for _, start, body, end in reversed(list(blocks(text, r'^module\s+"[\w-]+"\s*\{'))):
        inner = text[body:end]
        version = re.search(r'^\s*version\s*=\s*"[^"\d]*([\d.]+)', inner, re.M)
        moved = MODULE_SOURCE.sub(lambda found: local(found, version.group(1) if version else ""), inner, count=1)
        if moved != inner:
            moved = re.sub(r'^\s*version\s*=\s*"[^"]*".*\n', "", moved, count=1, flags=re.M)
        text = text[:body] + moved + text[end:]
    for _, _, body, end in reversed(list(blocks(text, r"^\s*required_providers\s*\{"))):
        inner = re.sub(r'^[ \t]*version\s*=\s*"[^"]*".*\n', "", text[body:end], flags=re.M)
        if not no_stand_ins:
            inner = re.sub(r"^[ \t]*(?!aws\b)[\w-]+\s*=\s*\{[^}]*\}\n", "", inner, flags=re.M)
        inner = re.sub(r'^[ \t]*[\w-]+\s*=\s*"[^"]*"[ \t]*\n', "", inner, flags=re.M) if "{" not in inner else inner
        text = text[:body] + inner + text[end:]
    if no_stand_ins:
        return text
    for found, start, _, end in reversed(list(blocks(text, r'^provider\s+"([\w-]+)"\s*\{'))):
        if found.group(1) not in INSTALLED:
            text = text[:start] + text[end + 1 :]
    return stand_ins(text)


def needed(case):
    """The module folders that a case uses, itself first; LeftOut when one is not there or needs a provider that is not."""
    seen, todo = [], [case.resolve()]
    while todo:
        folder = todo.pop()
        if folder in seen:
            continue
        seen.append(folder)
        text = "\n".join(p.read_text() for p in sorted(folder.glob("*.tf")) if p.is_file())
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


def digest(tree, case, folders):
    """One hash of a case and of all files that it touches."""
    total = hashlib.sha256(str(case.relative_to(tree)).encode())
    for root in folders:
        for path in sorted(root.rglob("*")):
            if path.is_file() and not {".terraform", "examples", "wrappers"} & set(path.relative_to(root).parts):
                total.update(str(path.relative_to(tree)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:32]


def terraform_plan(tool, case, args, kept):
    """Terraform's plan as JSON, or the error it ended with; `kept` is the file of the cache that has or gets it."""
    if kept.exists():
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
    """The first lines of the errors in a program's output, each once, without what differs from run to run."""
    lines = (re.match(r"[ │]*(?:error|Error): (.*)", line) for line in error.splitlines())
    return sorted({re.sub(r"(?:RequestID|HostID): [\w+/=-]+,? ?", "", line.group(1)).strip() for line in lines if line})


def compared(tool, case, args, key):
    """What came of one case: a word, the number of rows, and lines about it."""
    kept = args.cache / f"{key}.json"
    if args.fresh:
        kept.unlink(missing_ok=True)
    old = kept.exists()
    outcome = compared_with(tool, case, args, kept)
    if old and outcome[0] not in ("same", "both refuse"):
        kept.unlink()
        outcome = compared_with(tool, case, args, kept)
    return outcome


def compared_with(tool, case, args, kept):
    """One comparison with what the cache or Terraform says."""
    theirs = terraform_plan(tool, case, args, kept)
    try:
        tool.run([args.groundplan, "plan", "--out", "plan.bin"], case, args.timeout)
        ours = json.loads(tool.run([args.groundplan, "show", "--json", "plan.bin"], case, args.timeout).stdout)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        if "error" in theirs:
            want, got = summaries(theirs["error"]), summaries(str(error))
            if want == got:
                return "both refuse", 0, [want[0] if want else "?", *str(error).splitlines()]
            return "refuse differently", 0, [f"terraform: {line}" for line in want] + [f"groundplan: {line}" for line in got]
        return "only groundplan refuses", 0, [first_error(str(error)), *str(error).splitlines()]
    finally:
        swept(case)
    if "error" in theirs:
        return "only terraform refuses", 0, [first_error(theirs["error"]), *theirs["error"].splitlines()]
    want, got = tool.canon(theirs["plan"]), tool.canon(ours)
    found = [line for line in tool.diff(want, got) if not PLANNED_AT.search(line)]
    return ("DIFFERS" if found else "same"), len(want), found


def swept(case):
    """Takes away what the programs leave beside a case."""
    for folder in (".terraform", ".groundplan"):
        shutil.rmtree(case / folder, ignore_errors=True)
    for file in (".terraform.lock.hcl", "plan.bin", "terraform.tfstate", "terraform.tfstate.backup"):
        (case / file).unlink(missing_ok=True)


def applied(tool, case, args):
    """Apply, both programs' next plans, destroy: a word, the number of instances, and lines about it."""
    count, lines = 0, []

    def run(*command, ok=(0,)):
        return tool.run(command, case, args.timeout, ok)

    def next_plan(*command):
        again = run(*command, ok=(0, 2))
        return changed(again.stdout) if again.returncode else []

    terraform = (args.terraform, "plan", "-input=false", "-no-color", "-detailed-exitcode")
    word, step = "clean", "apply"
    try:
        run(args.groundplan, "apply", "--auto-approve")
        count = len(run(args.groundplan, "state", "list").stdout.split())
        step = "second plan"
        ours = next_plan(args.groundplan, "plan", "--detailed-exitcode")
        if args.alone:
            theirs, word = [], "clean, Terraform not asked"
        else:
            run(args.terraform, "init", "-input=false", "-no-color")
            theirs = next_plan(*terraform)
        if ours or theirs:
            word = "CHANGES"
            lines = ["groundplan finds changes: " + "; ".join(ours), "terraform finds changes: " + "; ".join(theirs)]
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        word, lines = f"{step} fails", [first_error(str(error)), *str(error).splitlines()]
    word, lines = destroyed(run, case, args.groundplan, word, lines)
    if word == "CHANGES" and ours == theirs:
        try:
            run(args.terraform, "apply", "-input=false", "-no-color", "-auto-approve")
            if next_plan(*terraform) == theirs:
                word, lines = "as after Terraform's apply", ["both programs find changes, whichever applied: " + "; ".join(theirs)]
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            lines += ["terraform's own apply fails: " + first_error(str(error))]
        word, lines = destroyed(run, case, args.groundplan, word, lines)
    swept(case)
    return word, count, lines


def destroyed(run, case, groundplan, word, lines):
    """Destroys a case whatever came of it before; the word and lines that then describe it."""
    state = case / "terraform.tfstate"
    try:
        run(groundplan, "destroy", "--auto-approve")
        left = json.loads(state.read_text())["resources"] if state.exists() else []
        if left:
            return "LEFT OVER", lines + [f"{len(left)} resources left in the state after destroy"]
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        if word.startswith("clean"):
            return "destroy fails", [first_error(str(error)), *str(error).splitlines()]
        return word, lines + ["after that, destroy fails:", *str(error).splitlines()]
    return word, lines


def changed(output):
    """What a plan would change, an address and a verb each; never empty."""
    found = re.findall(r"^\s*# (\S+) (?:will|must) be (.*)$", output, re.M)
    return sorted(f"{address} {what}" for address, what in found if not what.startswith("read")) or ["outputs"]


def first_error(text):
    """The first error of a program's output, with the sentence that an AWS API said."""
    lines = summaries(text)
    if not lines:
        return text.strip().splitlines()[-1] if text.strip() else "no output"
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return lines[0] + more


def prepared(tool, args):
    """Makes what the cases look for, once for a local AWS; its state stays in the cache."""
    place = args.cache / "needs"
    place.mkdir(exist_ok=True)
    for file in args.needs.glob("*.tf"):
        shutil.copy(file, place / file.name)
    tool.run([args.groundplan, "apply", "--auto-approve"], place, args.timeout)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--compare", required=True, type=pathlib.Path, help="compare_plan.py")
    ap.add_argument("--groundplan", default="groundplan")
    ap.add_argument("--terraform", default="terraform")
    ap.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "public-modules-cache")
    ap.add_argument("--apply", action="store_true", help="apply, let both programs plan again, destroy")
    ap.add_argument("--alone", action="store_true", help="with --apply: do not ask Terraform, which takes most of the time")
    ap.add_argument("--needs", type=pathlib.Path, default=pathlib.Path(__file__).parent / "needs", help="root module that is applied first")
    ap.add_argument("--record", type=pathlib.Path, help="Markdown page that gets or renews a row for each case")
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
    record = Record(args.record, [r.resolve() for r in args.repositories], args.terraform, args.groundplan) if args.record else None
    prepared(tool, args)
    args.tree = pathlib.Path(tempfile.mkdtemp(prefix="public-modules-")).resolve()
    repositories = {r.resolve().name: args.tree / r.resolve().name for r in args.repositories}
    for folder in args.repositories:
        tool.copy_tree(folder.resolve(), repositories[folder.resolve().name])
    for file in (f for f in args.tree.rglob("*.tf") if f.is_file()):
        file.write_text(rewritten(file.read_text(), file, repositories, args.no_stand_ins))
    for file in args.tree.rglob(".terraform.lock.hcl"):
        file.unlink()
    for file in args.tree.rglob("examples/*/fixtures.*.tfvars"):
        file.rename(file.with_name("fixtures.auto.tfvars"))
    cases = sorted({f.parent for r in repositories.values() if "@" not in r.name for f in (r / "examples").rglob("*.tf")})
    rows, bad = [], 0
    for case in cases:
        name = str(case.relative_to(args.tree))
        if args.only and not any(part in name for part in args.only):
            continue
        if not any(re.search(r"^(module|resource|data)\s", f.read_text(), re.M) for f in case.glob("*.tf")):
            continue
        try:
            folders = needed(case)
            word, count, lines = applied(tool, case, args) if args.apply else compared(tool, case, args, digest(args.tree, case, folders))
        except (LeftOut, OSError) as left:
            word, count, lines = "left out", 0, [str(left)]
        fine = word in FINE
        bad += not fine
        rows.append((name, word, count))
        reason = lines[0][:300] if lines and word not in FINE[:3] else ""
        if record:
            record.add(name, "apply" if args.apply else "plan", word, count, reason)
        print(f"| {name} | {word} | {count or ''} | {reason} |", flush=True)
        if not fine or (args.verbose and lines):
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
