#!/usr/bin/env python3
"""A plan of the example company without changes against its floor: the provider calls that any engine must make for it.

    bench/floor.py [--program target/release/groundplan] [--runs 5] [--calls 32]

Applies `examples/acme` in a local AWS of its own. Then plans once with a recorder between groundplan and the provider, which
writes down what every provider process is asked. The floor starts the same processes at the same time and makes the same
calls again, those of them without which nobody knows whether something is to be changed (configure, upgrade, read, plan),
so many at a time and without any order among them (`crates/groundplan-plugin/benches/floor`). What is left of an engine's
work, reading files and states, evaluating, checking configuration with the provider, comparing, printing, is not in it.

Plan and floor run in turn. Where other work shares the processors, their times say little and the processor seconds
say more: of the program and its providers, and of the local AWS, which answers the same calls in both.
"""
import argparse, json, os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
from company import LEFT_OUT  # noqa: E402
from plan_unit import run  # noqa: E402

PROVIDER = "registry.terraform.io/hashicorp/aws"


def real_provider():
    """The provider's program in a mirror that the machine's image has."""
    found = sorted(pathlib.Path("/opt").glob(f"*/{PROVIDER}/*/*/terraform-provider-aws_v*"))
    return found[-1] if found else sys.exit("no mirror folder below /opt holds the AWS provider: name its program with --provider")


def built_driver():
    """The recorder and driver, built."""
    command = ["cargo", "bench", "-p", "groundplan-plugin", "--bench", "floor", "--no-run", "--message-format", "json"]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    return next(each["executable"] for each in messages if each.get("target", {}).get("name") == "floor" and each.get("executable"))


class Meter:
    """What the calls of AWS and the processors were used for between two moments."""

    def __init__(self, endpoint, sandbox):
        self.endpoint, self.processes = endpoint, sandbox

    def __enter__(self):
        urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/_groundplan/calls", method="DELETE")).read()
        self.begun, self.own, self.aws = time.perf_counter(), self.of_children(), self.of_sandbox()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.begun
        self.own, self.aws = self.of_children() - self.own, self.of_sandbox() - self.aws
        with urllib.request.urlopen(f"{self.endpoint}/_groundplan/calls") as answer:
            self.calls = sum(each["calls"] for each in json.load(answer))

    @staticmethod
    def of_children():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def of_sandbox(self):
        ticks = 0
        for pid in self.processes:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "target/release/groundplan"))
    parser.add_argument("--driver", help="the recorder and driver; built if it is not given")
    parser.add_argument("--provider", type=pathlib.Path, help="the real provider's program")
    parser.add_argument("--source", type=pathlib.Path, default=ROOT, help="where catalog and examples/acme lie")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--calls", type=int, default=32, help="calls of the floor at a time; 32 is what groundplan allows itself")
    parser.add_argument("--work", type=pathlib.Path, help="a folder to keep the applied company in, and to find it in again")
    args = parser.parse_args()
    program = str(pathlib.Path(args.program).resolve())
    driver, provider = os.path.abspath(args.driver or built_driver()), args.provider or real_provider()
    work = args.work or pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    work.mkdir(parents=True, exist_ok=True)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GROUNDPLAN_"))}
    env = {**plain, "GROUNDPLAN_SANDBOX": "1", "GROUNDPLAN_SANDBOX_DIR": str(work / "sandbox")}
    company, recording = work / "company", work / "recording"
    plan = [program, "plan", "--detailed-exitcode"]
    try:
        up = run([program, "sandbox", "up"], work, env)
        endpoint = next(word for word in (up.stdout + up.stderr).split() if word.startswith("http://127.0.0.1:")).rstrip(".,")
        if not company.exists():
            shutil.copytree(args.source / "catalog", work / "catalog", ignore=LEFT_OUT)
            shutil.copytree(args.source / "examples/acme", company, ignore=LEFT_OUT)
            run([program, "apply", "--auto-approve"], company, env)
        run(plan, company, env)

        # The recorder in the provider's place: a mirror that holds it under the provider's name.
        place = work / "mirror" / provider.relative_to(next(up for up in provider.parents if (up / "registry.terraform.io").is_dir()))
        shutil.rmtree(work / "mirror", ignore_errors=True)
        shutil.rmtree(recording, ignore_errors=True)
        place.parent.mkdir(parents=True)
        recording.mkdir()
        shutil.copy(driver, place)
        (work / "mirror.rc").write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{work}/mirror" }}\n}}\n')
        recorded = {**env, "TF_CLI_CONFIG_FILE": str(work / "mirror.rc"), "FLOOR_PROGRAM": str(provider), "FLOOR_RECORDING": str(recording)}
        # The recorder is not the package that was locked.
        locks = {path: path.read_bytes() for path in company.rglob(".terraform.lock.hcl")}
        for path in locks:
            path.unlink()
        run(plan, company, recorded)
        for path, content in locks.items():
            path.write_bytes(content)

        record = json.loads((work / "sandbox/record.json").read_text())
        meter = Meter(endpoint, [record[part]["process"]["pid"] for part in ("emulator", "gateway")])
        rows = []
        for number in range(args.runs):
            with meter:
                run(plan, company, env)
            ours = (meter.seconds, meter.own, meter.aws, meter.calls)
            with meter:
                said = json.loads(run([driver, "replay", recording, str(args.calls)], work, env).stdout)
            floor = (said["seconds"], meter.own, meter.aws, meter.calls)
            rows.append((ours, floor))
            load = os.getloadavg()[0]
            print(f"run {number + 1}: plan {ours[0]:.2f} s, floor {floor[0]:.2f} s ({said['configured']:.2f} s of it until all are configured); load {load:.1f}", flush=True)
        print(f"{said['processes']} processes, calls {said['calls']}")
        names = ("seconds", "processor seconds of program and providers", "processor seconds of the local AWS", "calls of AWS")
        for at, name in enumerate(names):
            ours, floor = (statistics.median(row[which][at] for row in rows) for which in (0, 1))
            print(f"{'(b) ' if at == 0 else '    '}{name}: plan {ours:.2f}, floor {floor:.2f}, ratio {ours / floor:.2f}")
    finally:
        if not args.work:
            subprocess.run([program, "sandbox", "down"], cwd=work, env=env, capture_output=True)
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
