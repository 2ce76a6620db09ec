#!/usr/bin/env python3
"""How near the apply of the example company is to its critical path, with creations that take their time as they do in AWS.

    bench/critical_path.py [--program target/release/groundplan] [--scale 100] [--parallelism N]

Plans `examples/acme` from nothing in a local AWS of its own and applies the saved plan. What takes long in AWS takes long
there too, a hundredth of the time: the gateway delays the calls that create it (`LATENCIES`). On top of that come the
provider's own pauses, which are not scaled: it looks at a load balancer again after 30 seconds at the earliest, say.

The critical path is the longest chain of resources of which each waits for the one before (`graph --resources`), with the
time that the provider took for each in this very run (the apply's events). No program can be faster than that without
changing what waits for what or what a creation takes. Whatever lies between the operations of the chain is ours: starting
providers, planning each change again, writing states, and waiting for room.
"""
import argparse, datetime, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
from company import LEFT_OUT, watched  # noqa: E402
from plan_unit import run  # noqa: E402

# Seconds that AWS commonly takes until what was asked for can be used.
LATENCIES = {
    ("rds", "CreateDBCluster"): 480, ("rds", "CreateDBInstance"): 420, ("rds", "CreateDBProxy"): 300,
    ("elasticache", "CreateReplicationGroup"): 600, ("elasticache", "CreateServerlessCache"): 180,
    ("eks", "CreateCluster"): 540, ("eks", "CreateNodegroup"): 180, ("eks", "CreateAddon"): 60,
    ("elasticloadbalancing", "CreateLoadBalancer"): 180, ("cloudfront", "CreateDistribution"): 300,
    ("ec2", "CreateNatGateway"): 120, ("ec2", "CreateVpcEndpoint"): 60, ("ec2", "CreateTransitGateway"): 150,
    ("ec2", "CreateTransitGatewayVpcAttachment"): 90, ("ec2", "CreateVpnConnection"): 300, ("ec2", "RunInstances"): 40,
    ("ecs", "CreateService"): 150, ("organizations", "CreateAccount"): 60, ("es", "CreateDomain"): 900,
    ("kafka", "CreateClusterV2"): 1500, ("route53", "ChangeResourceRecordSets"): 45, ("route53", "CreateHostedZone"): 45,
    ("acm", "RequestCertificate"): 60, ("autoscaling", "CreateAutoScalingGroup"): 90, ("config", "PutConformancePack"): 90,
    ("kinesis", "CreateStream"): 30, ("firehose", "CreateDeliveryStream"): 60, ("lambda", "CreateFunction20150331"): 10,
}
KEYS = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')


def add_latencies(endpoint, scale):
    for (service, operation), seconds in LATENCIES.items():
        rule = {"service": service, "operation": operation, "delay_ms": round(1000 * seconds / scale)}
        request = urllib.request.Request(f"{endpoint}/_groundplan/rules", json.dumps(rule).encode(), method="POST")
        urllib.request.urlopen(request).read()


def struck(endpoint):
    with urllib.request.urlopen(f"{endpoint}/_groundplan/rules") as answer:
        return {state["rule"]["operation"]: state["struck"] for state in json.load(answer) if state["struck"]}


def operations(lines):
    """What was done to the instances of every resource: beginning and end in seconds since 1970, by resource."""
    begun, done = {}, {}
    for line in lines:
        event = json.loads(line)
        if event.get("type") not in ("apply_start", "apply_complete"):
            continue
        address = event["hook"]["resource"]["addr"]
        instance = f"{event['unit']}//{address}" if "unit" in event else address
        at = datetime.datetime.fromisoformat(event["@timestamp"]).timestamp()
        if event["type"] == "apply_start":
            begun[instance] = at
        else:
            unit, slashes, address = instance.partition("//")
            done.setdefault(unit + slashes + KEYS.sub("", address), []).append((begun[instance], at))
    return done


def longest(graph, weight):
    """The heaviest chain of a graph without cycles, first to last."""
    best = {}
    for start in graph:
        stack = [start]
        while stack:
            node = stack[-1]
            missing = [on for on in graph[node] if on not in best]
            if missing and node not in best:
                stack.extend(missing)
                continue
            stack.pop()
            before = max(graph[node], key=lambda on: best[on][0], default=None)
            best[node] = (weight.get(node, 0) + (best[before][0] if before else 0), before)
    chain, node = [], max(best, key=lambda node: best[node][0])
    while node:
        chain.append(node)
        node = best[node][1]
    return chain[::-1]


def awaited(graph, done, node):
    """The operations that a resource waits for: of what it depends on, or, where that had nothing to do, of what stands behind it."""
    seen, queue = set(), list(graph[node])
    while queue:
        on = queue.pop()
        if on in seen:
            continue
        seen.add(on)
        if on in done:
            yield on
        else:
            queue.extend(graph[on])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "target/release/groundplan"))
    parser.add_argument("--source", type=pathlib.Path, default=ROOT, help="where catalog and examples/acme lie")
    parser.add_argument("--scale", type=float, default=100, help="how many times faster than AWS the delayed calls are")
    parser.add_argument("--parallelism", help="as for apply")
    parser.add_argument("--keep", type=pathlib.Path, help="where to put the events and the graph")
    args = parser.parse_args()
    program = str(pathlib.Path(args.program).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GROUNDPLAN_"))}
    env = {**plain, "GROUNDPLAN_SANDBOX": "1", "GROUNDPLAN_SANDBOX_DIR": str(work / "sandbox")}
    try:
        shutil.copytree(args.source / "catalog", work / "catalog", ignore=LEFT_OUT)
        shutil.copytree(args.source / "examples/acme", work / "company", ignore=LEFT_OUT)
        company, events = work / "company", work / "events.jsonl"
        up = run([program, "sandbox", "up"], work, env)
        endpoint = next(word for word in (up.stdout + up.stderr).split() if word.startswith("http://127.0.0.1:")).rstrip(".,")
        add_latencies(endpoint, args.scale)
        graph = json.loads(run([program, "graph", "--resources", "--json"], company, env).stdout)["resources"]
        graph = {node: resource["depends_on"] for node, resource in graph.items()}
        run([program, "plan", "--out", str(work / "plan")], company, env)
        at_once = ["--parallelism", args.parallelism] if args.parallelism else []
        begun = time.time()
        with open(events, "w") as out:
            seen = watched([program, "apply", "--json", *at_once, str(work / "plan")], company, env, interval=0.5, stdout=out)
        lines = events.read_text().splitlines()
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(events, args.keep)
            (args.keep / "graph.json").write_text(json.dumps(graph))
        report(graph, lines, begun, seen.seconds, struck(endpoint))
        print(f"(e) memory while applying: {seen.own:.0f} MB of ours, {seen.providers:.0f} MB of the providers")
    finally:
        subprocess.run([program, "sandbox", "down"], cwd=work, env=env, capture_output=True)
        shutil.rmtree(work, ignore_errors=True)


def report(graph, lines, begun, seconds, delayed):
    """Prints the critical path, and what lay between the operations of the chain that in fact ended last."""
    done = operations(lines)
    unknown = sorted(set(done) - set(graph))
    if unknown:
        sys.exit(f"operations on resources that the graph does not have: {unknown[:5]}")
    weight = {node: max(end - start for start, end in times) for node, times in done.items()}
    chain = [node for node in longest(graph, weight) if node in weight]
    path = sum(weight[node] for node in chain)
    everything = sum(end - start for times in done.values() for start, end in times)
    print(f"{sum(map(len, done.values()))} operations, {everything:.0f} s one after the other; delayed: {sum(delayed.values())} calls of {', '.join(sorted(delayed))}")
    print(f"(d) apply {seconds:.1f} s, critical path {path:.1f} s: {100 * (seconds / path - 1):.0f} % over it")
    print("the critical path:")
    for node in chain:
        print(f"  {weight[node]:6.1f} s  {node}")
    ended = {node: max(end for _, end in times) for node, times in done.items()}
    node = max(ended, key=ended.get)
    print(f"what ended last, and what it waited for; {begun + seconds - ended[node]:.1f} s from there to the end:")
    while node:
        before = max(awaited(graph, done, node), key=ended.get, default=None)
        last = max(done[node], key=lambda times: times[1])
        gap = last[0] - (ended[before] if before else begun)
        print(f"  {gap:6.1f} s between, {last[1] - last[0]:6.1f} s  {node}")
        node = before


if __name__ == "__main__":
    main()
