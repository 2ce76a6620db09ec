#!/usr/bin/env python3
"""The example company: plans without changes against Terraform unit by unit, plans from nothing without AWS, and memory.

    bench/company.py [--program target/release/groundplan] [--units 20] [--runs 3]

Applies `examples/acme` in a local AWS of its own. Then, in turn, against the same local AWS:

- `groundplan plan` of all units, and
- `terraform init` and `terraform plan` of some of the units, two at a time, which is the least that a program does that
  runs Terraform once for each unit; the time is scaled to all units.

And `groundplan plan` of the company before anything exists but the management account, which is asked who it is. Memory is the proportional set
size (PSS) of the program and of all providers together, the highest of samples taken every 50 ms (of an apply every 0.5 s).
"""
import argparse, concurrent.futures, dataclasses, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, threading, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
from plan_unit import mirrors, run, timed  # noqa: E402

LEFT_OUT = shutil.ignore_patterns(".terraform*", "*.tfstate*", ".groundplan", ".state")


def descendants(pid):
    """A process and all that it started."""
    children = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, queue = [], [pid]
    while queue:
        found.append(queue.pop())
        queue.extend(children.get(found[-1], []))
    return found


def memory(pid):
    """Megabytes of the providers among a process and its children, and of the others."""
    providers, others = 0, 0
    for one in descendants(pid):
        try:
            lines = pathlib.Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            name = os.readlink(f"/proc/{one}/exe")
        except OSError:
            continue
        size = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        if "terraform-provider" in name:
            providers += size
        else:
            others += size
    return providers, others


@dataclasses.dataclass
class Watched:
    """What a command that was watched took: seconds, and the highest sums of memory of its own processes and its providers, in MB."""

    seconds: float = 0.0
    own: float = 0.0
    providers: float = 0.0


def watched(command, cwd, env, interval=0.05, stdout=subprocess.DEVNULL):
    """Runs a command and looks at its memory every so many seconds."""
    seen, start, ended = Watched(), time.perf_counter(), threading.Event()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=stdout, stderr=subprocess.DEVNULL)

    def sample():
        while not ended.wait(interval):
            providers, others = memory(process.pid)
            seen.own, seen.providers = max(seen.own, others), max(seen.providers, providers)

    thread = threading.Thread(target=sample)
    thread.start()
    code = process.wait()
    seen.seconds = time.perf_counter() - start
    ended.set()
    thread.join()
    if code != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {code}")
    return seen


def for_terraform(program, unit, company, to, env):
    """A unit as Terraform has it from Terragrunt: its module with what it generates, its inputs and its state."""
    rendered = json.loads(run([program, "render", unit, "--json"], company, env).stdout)
    catalog, module = rendered["terraform"]["source"].split("//")
    shutil.copytree(pathlib.Path(catalog) / "modules", to / "modules", ignore=LEFT_OUT)
    module = to / module
    for file in rendered["generate"].values():
        (module / file["path"]).write_text(file["contents"])
    (module / "terraform.tfvars.json").write_text(json.dumps(rendered["inputs"]))
    shutil.copy(rendered["remote_state"]["config"]["path"], module / "terraform.tfstate")
    return module


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "target/release/groundplan"))
    parser.add_argument("--source", type=pathlib.Path, default=ROOT, help="where catalog and examples/acme lie")
    parser.add_argument("--terraform", default="terraform")
    parser.add_argument("--units", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    program = str(pathlib.Path(args.program).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GROUNDPLAN_"))}
    ours = {**plain, "GROUNDPLAN_SANDBOX": "1", "GROUNDPLAN_SANDBOX_DIR": str(work / "sandbox")}
    try:
        shutil.copytree(args.source / "catalog", work / "catalog", ignore=LEFT_OUT)
        for name in ("company", "new"):
            shutil.copytree(args.source / "examples/acme", work / name, ignore=LEFT_OUT)
        company = work / "company"

        up = run([program, "sandbox", "up"], work, ours)
        endpoint = next(word for word in (up.stdout + up.stderr).split() if word.startswith("http://127.0.0.1:")).rstrip(".,")
        new = [timed([program, "plan"], work / "new", ours) for _ in range(args.runs)]
        with urllib.request.urlopen(f"{endpoint}/_groundplan/calls") as answer:
            calls = sum(each["calls"] for each in json.load(answer)) / args.runs
        print(f"(c) from nothing: {[f'{each:.2f}' for each in new]} s, median {statistics.median(new):.2f} s, {calls:.0f} calls", flush=True)
        applied = watched([program, "apply", "--auto-approve"], company, ours, interval=0.5)
        print(f"    applied in {applied.seconds:.0f} s", flush=True)
        print(f"(e) memory while planning and applying: {applied.own:.0f} MB of ours, {applied.providers:.0f} MB of the providers", flush=True)
        units = [line.split()[0] for line in run([program, "list"], company, ours).stdout.splitlines()]
        resources = len(run([program, "state", "list"], company, ours).stdout.splitlines())
        planned = watched([program, "plan", "--detailed-exitcode"], company, ours)
        print(f"(e) memory while planning without changes: {planned.own:.0f} MB of ours, {planned.providers:.0f} MB of the providers", flush=True)

        (work / "terraform.rc").write_text(mirrors())
        theirs = {
            **{name: value for name, value in plain.items() if name.upper() != "NO_PROXY"},
            "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
            "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
            "HTTP_PROXY": endpoint, "HTTPS_PROXY": endpoint, "TF_CLI_CONFIG_FILE": str(work / "terraform.rc"), "CHECKPOINT_DISABLE": "1",
        }
        chosen = units[:: max(1, len(units) // args.units)][: args.units]
        modules = [for_terraform(program, unit, company, work / f"terraform-{at}", ours) for at, unit in enumerate(chosen)]

        def terraform(module):
            run([args.terraform, "init", "-input=false"], module, theirs)
            run([args.terraform, "plan", "-input=false", "-detailed-exitcode", "-lock=false"], module, theirs)

        before = [timed([program, "plan", "--detailed-exitcode"], company, ours) for _ in range(args.runs)]
        start = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(2) as two:
            list(two.map(terraform, modules))
        some = time.perf_counter() - start
        after = [timed([program, "plan", "--detailed-exitcode"], company, ours) for _ in range(args.runs)]
        median = statistics.median(before + after)
        scaled = some * len(units) / len(chosen)
        print(f"(a) {len(units)} units, {resources} objects, no change: groundplan {[f'{each:.2f}' for each in before + after]} s, median {median:.2f} s")
        print(f"    terraform: {len(chosen)} units in {some:.1f} s, two at a time; scaled to all units {scaled:.0f} s: {scaled / median:.1f} times faster", flush=True)
    finally:
        subprocess.run([program, "sandbox", "down"], cwd=work, env=ours, capture_output=True)
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
