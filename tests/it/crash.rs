//! `kill -9` in the middle of an apply loses nothing, doubles nothing, and leaves no process behind.

use std::path::Path;
use std::time::{Duration, Instant};

use groundplan_sandbox::client::Credentials;

use crate::support::{Sandbox, copy, provider_processes, root};

/// Waits until no provider process runs any more.
fn wait_for_providers_to_end(sandbox: &Sandbox) {
    let until = Instant::now() + Duration::from_secs(60);
    while !provider_processes(&sandbox.endpoint).is_empty() {
        assert!(Instant::now() < until, "still there: {:?}", provider_processes(&sandbox.endpoint));
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn kill_after(sandbox: &Sandbox, dir: &Path, args: &[&str], delay: Duration) {
    let mut child = sandbox
        .command(dir, args)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn a_killed_apply_is_finished_by_the_next_one() {
    let sandbox = Sandbox::up();
    let client = sandbox.client();
    let modules = root().join("catalog/modules");
    for delay in [700, 1100, 1600, 2400, 4000] {
        let work = tempfile::tempdir().unwrap();
        copy(&modules, &work.path().join("modules"));
        let dir = work.path().join("modules/networking/vpc/examples/minimal");
        kill_after(&sandbox, &dir, &["apply", "--auto-approve"], Duration::from_millis(delay));
        sandbox.run(&dir, &["apply", "--auto-approve"]).ok();
        wait_for_providers_to_end(&sandbox);
        let again = sandbox.run(&dir, &["plan", "--detailed-exitcode"]);
        assert_eq!(again.code, Some(0), "killed after {delay} ms: something is left to do:\n{}", again.stdout);
        let vpcs = client.describe_vpcs(&Credentials::first_account(), "us-west-2").await.unwrap();
        let ours = vpcs.iter().filter(|vpc| vpc.name == "dev").count();
        assert_eq!(ours, 1, "killed after {delay} ms: {vpcs:?}");
        // What was made twice would still be there when everything that is known is gone.
        kill_after(&sandbox, &dir, &["destroy", "--auto-approve"], Duration::from_millis(delay));
        sandbox.run(&dir, &["destroy", "--auto-approve"]).ok();
        wait_for_providers_to_end(&sandbox);
        let left = client.inventory("123456789012").await.unwrap();
        assert!(left.is_empty(), "killed after {delay} ms: {left:?}");
    }
}
