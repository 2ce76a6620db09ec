//! Repositories of other answers than the example's: planned from nothing, with the real provider.

use crate::support::Sandbox;

/// Plans what options make. Nothing of it exists: neither accounts nor the bucket of the states.
fn plans(name: &str, options: &[&str]) {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let arguments = [&["init", name, "--defaults"], options].concat();
    sandbox.run(work.path(), &arguments).ok();
    let dir = work.path().join(name);
    let planned = sandbox.run(&dir, &["plan"]).ok().stdout;
    assert!(planned.contains(" 0 to change, 0 to destroy."), "{planned}");
    sandbox.run(&dir, &["validate"]).ok();
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn kubernetes_and_other_stores_with_states_in_s3() {
    let options =
        ["--environments", "test,live", "--production", "live", "--cluster", "eks", "--region", "eu-central-1"];
    plans("globex", &[&options[..], &["--database", "aurora-mysql", "--cache", "redis", "--states", "s3"]].concat());
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn no_stores_and_a_door_for_the_vpn() {
    let options = ["--environments", "qa", "--size", "qa=large", "--database", "none", "--cache", "none"];
    plans("initech", &[&options[..], &["--vpn-allow", "203.0.113.7/32", "--states", "local"]].concat());
}
