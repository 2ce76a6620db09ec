#!/usr/bin/env python3
"""Wall time of `groundplan plan` and `terraform plan` on the same applied unit, in turn, against the same local AWS.

    bench/plan_unit.py [--program target/release/groundplan] [--example networking/vpc/examples/minimal] [--runs 5]

Applies the example with groundplan in a local AWS of its own, gives Terraform the state, checks that both find nothing to
do, then runs both in turn and prints every time, the medians and their ratio. Only the ratio means anything: absolute
times depend on the machine and on what else it does.
"""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(command, cwd, env, codes=(0,)):
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done


def timed(command, cwd, env):
    start = time.perf_counter()
    run(command, cwd, env)
    return time.perf_counter() - start


def mirrors():
    folders = [path for path in pathlib.Path("/opt").glob("*") if (path / "registry.terraform.io").is_dir()]
    blocks = "".join(f'  filesystem_mirror {{ path = "{folder}" }}\n' for folder in folders)
    return f"provider_installation {{\n{blocks}}}\n" if blocks else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "target/release/groundplan"))
    parser.add_argument("--terraform", default="terraform")
    parser.add_argument("--example", default="networking/vpc/examples/minimal")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    ours_env = {**os.environ, "GROUNDPLAN_SANDBOX": "1", "GROUNDPLAN_SANDBOX_DIR": str(work / "sandbox")}
    try:
        up = run([args.program, "sandbox", "up"], work, ours_env)
        text = up.stdout + up.stderr
        endpoint = next(word for word in text.split() if word.startswith("http://127.0.0.1:")).rstrip(".,")
        (work / "terraform.rc").write_text(mirrors())
        theirs_env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-west-2", "TF_CLI_CONFIG_FILE": str(work / "terraform.rc"),
        }
        for who in ("ours", "theirs"):
            shutil.copytree(ROOT / "catalog/modules", work / who, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", ".groundplan"))
        ours, theirs = work / "ours" / args.example, work / "theirs" / args.example
        run([args.program, "apply", "--auto-approve"], ours, ours_env)
        shutil.copy(ours / "terraform.tfstate", theirs / "terraform.tfstate")
        init = timed([args.terraform, "init", "-input=false"], theirs, theirs_env)
        plan_ours = [args.program, "plan", "--detailed-exitcode"]
        plan_theirs = [args.terraform, "plan", "-input=false", "-detailed-exitcode"]
        rows = []
        for number in range(args.runs):
            rows.append((timed(plan_ours, ours, ours_env), timed(plan_theirs, theirs, theirs_env)))
            print(f"run {number + 1}: groundplan {rows[-1][0]:.2f} s, terraform {rows[-1][1]:.2f} s", flush=True)
        a, b = (statistics.median(column) for column in zip(*rows))
        print(f"median: groundplan {a:.2f} s, terraform {b:.2f} s (and {init:.2f} s for its init): {b / a:.1f} times faster")
        run([args.program, "destroy", "--auto-approve"], ours, ours_env)
    finally:
        subprocess.run([args.program, "sandbox", "down"], cwd=work, env=ours_env, capture_output=True)
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
