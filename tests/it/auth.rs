//! Into the accounts of a company that stands in the sandbox.

use crate::support::Sandbox;

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn profiles_and_commands_of_accounts_that_were_made() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    sandbox.run(work.path(), &["init", "acme", "--defaults", "--states", "local"]).ok();
    let dir = work.path().join("acme");
    let early = sandbox.run(&dir, &["auth", "profiles"]);
    assert!(early.code == Some(1) && early.stderr.contains("Accounts not known"), "{early:?}");
    sandbox.run(&dir, &["apply", "--auto-approve", "--units", "management/_global/organization"]).ok();

    let profiles = sandbox.run(&dir, &["auth", "profiles", "--region", "us-west-2"]).ok().stdout;
    assert!(profiles.starts_with("[profile acme-dev]\nrole_arn = arn:aws:iam::"), "{profiles}");
    assert_eq!(profiles.matches("[profile ").count(), 6, "{profiles}");

    let told = ["auth", "exec", "dev", "--", "sh", "-c", "echo \"keys: ${AWS_SESSION_TOKEN:+yes}\"; exit 7"];
    let ran = sandbox.run(&dir, &told);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(7), "keys: yes\n", ""), "{ran:?}");
    let unknown = sandbox.run(&dir, &["auth", "exec", "qa", "--", "true"]);
    assert!(unknown.code == Some(1) && unknown.stderr.contains("There are: dev, logs, management"), "{unknown:?}");
}
