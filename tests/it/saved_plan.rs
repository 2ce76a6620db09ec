//! A saved plan is applied exactly, or not at all; nobody else can read it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::Sandbox;

fn write(dir: &Path, value: &str) {
    let text = format!(
        r#"terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws" }}
  }}
}}
provider "aws" {{ region = "us-west-2" }}
variable "tail" {{
  type      = string
  sensitive = true
}}
resource "aws_ssm_parameter" "one" {{
  name  = "/one"
  type  = "SecureString"
  value = "{value}-${{var.tail}}"
}}
"#
    );
    std::fs::write(dir.join("main.tf"), text).unwrap();
}

const KEY: &str = "correct horse battery staple";

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn it_refuses_and_says_what_moved() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path();
    write(dir, "a");
    let plan = |out: &str| sandbox.run(dir, &["plan", "--out", out, "--var", "tail=hunter2"]).ok();
    let refused = |file: &str, what: &str| {
        let ran = sandbox.run(dir, &["apply", file]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        // Messages are broken into lines.
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Saved plan is stale") && said.contains(what), "{}", ran.stderr);
    };
    plan("first");
    plan("second");
    let mode = std::fs::metadata(dir.join("first")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // Configuration.
    write(dir, "b");
    refused("first", "main.tf was changed");
    std::fs::write(dir.join("more.tf"), "locals { x = 1 }\n").unwrap();
    write(dir, "a");
    refused("first", "more.tf is new");
    std::fs::remove_file(dir.join("more.tf")).unwrap();

    // It is applied with the variables that it was made with.
    let ran = sandbox.run(dir, &["apply", "first"]).ok();
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("hunter2"));
    // The state, for the plan that was made from the same beginning.
    refused("second", "the state exists by now");
    refused("first", "the state exists by now");
    write(dir, "c");
    plan("third");
    plan("fourth");
    sandbox.run(dir, &["apply", "third"]).ok();
    refused("fourth", "the state was written (serial");
}

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn with_a_key_it_is_encrypted() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path();
    write(dir, "a");
    let key = dir.join("key");
    std::fs::write(&key, format!("# for tests\n{KEY}\n")).unwrap();
    let key = key.to_str().unwrap();
    sandbox.run(dir, &["plan", "--out", "plan", "--var", "tail=hunter2", "--plan-key-file", key]).ok();
    let bytes = std::fs::read(dir.join("plan")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(!bytes.windows(7).any(|part| part == b"hunter2"));

    let without = sandbox.run(dir, &["show", "plan"]);
    assert_eq!(without.code, Some(1), "{without:?}");
    assert!(without.stderr.contains("it is encrypted"), "{}", without.stderr);
    std::fs::write(dir.join("other"), "another passphrase").unwrap();
    let other = sandbox.run(dir, &["apply", "plan", "--plan-key-file", "other"]);
    assert_eq!(other.code, Some(1), "{other:?}");
    assert!(other.stderr.contains("another key"), "{}", other.stderr);
    sandbox.run(dir, &["show", "plan", "--plan-key-file", key]).ok();
    let mut apply = sandbox.command(dir, &["apply", "plan"]);
    let applied = apply.env("GROUNDPLAN_PLAN_KEY", KEY).output().unwrap();
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
}
