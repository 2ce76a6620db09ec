//! What is changed outside is shown, and nothing else happens.

use std::path::Path;

use crate::support::{Ran, Sandbox};

const MODULE: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-west-2"
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "app"
  retention_in_days = DAYS
  tags              = { owner = "OWNER" }
}
"#;

fn write(dir: &Path, days: &str, owner: &str) {
    std::fs::write(dir.join("main.tf"), MODULE.replace("DAYS", days).replace("OWNER", owner)).unwrap();
}

fn last_line(ran: &Ran) -> &str {
    ran.stderr.lines().last().unwrap_or_default()
}

#[test]
fn drift_is_shown_and_nothing_is_changed() {
    let sandbox = Sandbox::up();
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = ours.path();
    write(dir, "30", "us");
    sandbox.run(dir, &["apply", "--auto-approve"]).ok();
    let ran = sandbox.run(dir, &["drift"]).ok();
    assert_eq!(last_line(&ran), "Nothing has drifted: all objects are as the states have them.");

    // Somebody else changes the same object.
    write(theirs.path(), "60", "them");
    std::fs::copy(dir.join("terraform.tfstate"), theirs.path().join("terraform.tfstate")).unwrap();
    sandbox.run(theirs.path(), &["apply", "--auto-approve"]).ok();

    let files = || {
        let names = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = names.filter(|path| path.is_file()).collect();
        files.sort();
        files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect::<Vec<_>>()
    };
    let before = files();
    // A lock that somebody holds is none of its business.
    let ran = sandbox.run(dir, &["drift"]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("~ retention_in_days = 30 -> 60"), "{}", ran.stdout);
    assert!(last_line(&ran).starts_with("1 object has drifted."), "{}", ran.stderr);

    let ran = sandbox.run(dir, &["drift", "--json", "--ignore", "aws_cloudwatch_log_group.*.retention_in_days"]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.stdout, ran.stderr);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let units = document["units"].as_object().unwrap();
    let change = &units.values().next().unwrap()["plan"]["resource_drift"][0]["change"];
    assert_eq!(change["after"]["retention_in_days"], 30, "what is ignored does not show");
    assert_eq!(change["after"]["tags"]["owner"], "them");

    std::fs::write(dir.join(".driftignore"), "# theirs\n*.retention_in_days\n*.tags*  # all of them\n").unwrap();
    let ran = sandbox.run(dir, &["drift"]).ok();
    assert_eq!(ran.stdout, "");

    std::fs::write(dir.join(".driftignore"), "nothing\n").unwrap();
    let ran = sandbox.run(dir, &["drift"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("in line 1 of") && ran.stderr.contains(".driftignore"), "{}", ran.stderr);
    std::fs::remove_file(dir.join(".driftignore")).unwrap();
    assert_eq!(files(), before, "states and everything else are as they were");
    sandbox.run(dir, &["destroy", "--auto-approve"]).ok();
}
