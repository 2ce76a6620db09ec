//! Secrets stay where they belong: in states, which only their owner can read.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::{Ran, Sandbox};

/// What must be nowhere to be seen: a sensitive variable, a sensitive attribute, an access key's secret.
const VARIABLE: &str = "Vq8-variable-secret";
const ATTRIBUTE: &str = "Xk3-attribute-secret";
const PASSWORD: &str = "Zt7-file-secret";

const MODULE: &str = r#"terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
  backend "s3" {
    bucket     = "acme-secret-states"
    key        = "one/terraform.tfstate"
    region     = "us-west-2"
    access_key = "AKIAACMEACMEACMEACME"
    secret_key = "Zt7-file-secret"
  }
}
provider "aws" { region = "us-west-2" }
variable "secret" {
  type      = string
  sensitive = true
}
variable "broken" {
  type    = bool
  default = false
}
resource "aws_ssm_parameter" "one" {
  name  = "/one"
  type  = "SecureString"
  value = "${var.secret} Xk3-attribute-secret"
  lifecycle {
    postcondition {
      condition     = !var.broken || self.value == "x"
      error_message = "Not what it should be."
    }
  }
}
resource "aws_ssm_parameter" "two" {
  name  = "/two"
  type  = var.broken ? var.secret : "String"
  value = "plain"
}
output "secret" {
  value     = aws_ssm_parameter.one.value
  sensitive = true
}
"#;

fn assert_silent(ran: &Ran, what: &str) {
    for secret in [VARIABLE, ATTRIBUTE, PASSWORD] {
        assert!(!ran.stdout.contains(secret), "{what}: {secret} on standard output:\n{}", ran.stdout);
        assert!(!ran.stderr.contains(secret), "{what}: {secret} on standard error:\n{}", ran.stderr);
    }
}

/// All files below a folder.
fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&path, found),
            Ok(kind) if kind.is_file() => found.push(path),
            _ => {}
        }
    }
}

/// Files that hold a secret and that others could read: neither they nor a folder above them, up to `dir`, are private.
fn readable_by_others(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    files(dir, &mut all);
    let is_private = |path: &Path| path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 == 0);
    all.retain(|path| {
        let holds = |secret: &&str| {
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes.windows(secret.len()).any(|part| part == secret.as_bytes())
        };
        let above = path.ancestors().take_while(|above| above.starts_with(dir) && *above != dir);
        [VARIABLE, ATTRIBUTE].iter().any(holds) && !above.into_iter().any(is_private)
    });
    // What the user wrote.
    all.retain(|path| path.extension().is_none_or(|extension| extension != "tf"));
    all
}

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn no_output_and_no_file_of_others_holds_a_secret() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path().join("module");
    let temp = work.path().join("temp");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::create_dir_all(&temp).unwrap();
    std::fs::write(dir.join("main.tf"), MODULE).unwrap();
    let run = |args: &[&str]| {
        let mut command = sandbox.command(&dir, args);
        command.env("TF_VAR_secret", VARIABLE).env("TMPDIR", &temp).env("XDG_CACHE_HOME", cache());
        let ran = Ran::of(&command.output().unwrap());
        assert_silent(&ran, &args.join(" "));
        ran
    };
    run(&["plan", "--out", "plan"]).ok();
    run(&["plan", "--json"]).ok();
    run(&["show", "plan"]).ok();
    // Killed in the middle, so that the journal stays.
    let mut killed = sandbox.command(&dir, &["apply", "--auto-approve"]);
    killed.env("TF_VAR_secret", VARIABLE).env("TMPDIR", &temp).env("XDG_CACHE_HOME", cache());
    let mut killed = killed.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(2500));
    sandbox.kill_all(&dir);
    killed.wait().unwrap();
    assert_eq!(readable_by_others(work.path()), Vec::<PathBuf>::new(), "after a kill");
    run(&["apply", "--auto-approve", "--recreate-unanswered"]);
    run(&["apply", "--auto-approve", "--json"]).ok();
    run(&["output"]).ok();
    run(&["state", "list"]).ok();
    run(&["show"]).ok();
    // Messages about values that are secret.
    let broken = run(&["plan", "--var", "broken=true"]);
    assert_eq!(broken.code, Some(1), "{broken:?}");
    // A state that is damaged.
    assert_eq!(readable_by_others(work.path()), Vec::<PathBuf>::new(), "at the end");
    run(&["destroy", "--auto-approve"]).ok();
}

/// The user's own cache, so that nothing is installed again.
fn cache() -> PathBuf {
    let home = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    home.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache"))
}
