//! Secrets stay where they belong: in states, which only their owner can read.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use groundplan_sandbox::client::Rule;

use crate::support::{Ran, Sandbox};

/// What must be nowhere to be seen: a sensitive variable, a sensitive attribute, an access key's secret.
const VARIABLE: &str = "Vq8-variable-secret";
const ATTRIBUTE: &str = "Xk3-attribute-secret";
const PASSWORD: &str = "Zt7-file-secret";
/// What plans are sealed with.
const KEY: &str = "Wn5-key-secret";

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
    for secret in [VARIABLE, ATTRIBUTE, PASSWORD, KEY] {
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
        let above = path.ancestors().take_while(|above| above.starts_with(dir) && *above != dir);
        [VARIABLE, ATTRIBUTE, KEY].iter().any(|secret| contains(path, secret)) && !above.into_iter().any(is_private)
    });
    // What the user wrote.
    all.retain(|path| path.extension().is_none_or(|extension| extension != "tf"));
    all
}

/// A folder with a module, and the environment of its runs.
struct Place {
    sandbox: Sandbox,
    work: tempfile::TempDir,
    dir: PathBuf,
}

impl Place {
    fn new(module: &str) -> Self {
        let (sandbox, work) = (Sandbox::up(), tempfile::tempdir().unwrap());
        let dir = work.path().join("module");
        for folder in [&dir, &work.path().join("temp")] {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(dir.join("main.tf"), module).unwrap();
        Self { sandbox, work, dir }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.sandbox.command(&self.dir, args);
        let temp = self.work.path().join("temp");
        command.env("TF_VAR_secret", VARIABLE).env("TMPDIR", temp).env("XDG_CACHE_HOME", cache());
        command
    }

    /// Runs the program; it must say no secret.
    #[track_caller]
    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[])
    }

    #[track_caller]
    fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let ran = Ran::of(&self.command(args).envs(variables.iter().copied()).output().unwrap());
        assert_silent(&ran, &args.join(" "));
        ran
    }

    #[track_caller]
    fn assert_private(&self, when: &str) {
        assert_eq!(readable_by_others(self.work.path()), Vec::<PathBuf>::new(), "{when}");
    }

    /// Whether a file below a folder of the module holds the secret variable.
    fn holds(&self, folder: &str) -> bool {
        let mut all = Vec::new();
        files(&self.dir.join(folder), &mut all);
        all.iter().any(|path| contains(path, VARIABLE))
    }

    /// Applies, and kills the run while the provider makes the parameter: its intent is in the journal, its answer is not.
    async fn apply_and_kill(&self) {
        let slow = Rule {
            service: Some("ssm".into()),
            operation: Some("PutParameter".into()),
            delay_ms: 60_000,
            ..Rule::default()
        };
        self.sandbox.client().add_rule(&slow).await.unwrap();
        let mut applying = self.command(&["apply", "--auto-approve"]);
        let mut applying = applying.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_secs(60);
        while !self.holds(".groundplan") {
            assert!(Instant::now() < until, "the journal has no intent");
            assert!(applying.try_wait().unwrap().is_none(), "the run has ended");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.assert_private("in the middle of an apply");
        self.sandbox.kill_all(&self.dir);
        applying.wait().unwrap();
        self.sandbox.client().clear_rules().await.unwrap();
    }
}

fn contains(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[tokio::test]
#[ignore = "takes a minute; run by .ci/run"]
async fn no_output_and_no_file_of_others_holds_a_secret() {
    let place = Place::new(MODULE);
    place.run(&["plan", "--out", "plan"]).ok();
    assert_eq!(mode(&place.dir.join("plan")), 0o600);
    place.run(&["plan", "--json"]).ok();
    place.run(&["show", "plan"]).ok();
    place.run(&["graph"]).ok();
    place.apply_and_kill().await;
    assert!(place.holds(".groundplan"), "the journal is what this is about");
    place.assert_private("after a kill");
    place.run(&["plan"]);
    let early = place.run(&["apply", "--auto-approve"]);
    assert_eq!(early.code, Some(0), "{early:?}");
    place.run(&["apply", "--auto-approve", "--json"]).ok();
    for quiet in [&["output"][..], &["state", "list"], &["state", "show", "aws_ssm_parameter.one"], &["show"]] {
        place.run(quiet).ok();
    }
    // Messages about values that are secret.
    let broken = place.run(&["plan", "--var", "broken=true"]);
    assert_eq!(broken.code, Some(1), "{broken:?}");
    place.assert_private("at the end");
    place.run(&["destroy", "--auto-approve", "--json"]).ok();
    place.assert_private("after all is gone");
}

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn a_plan_with_a_key_is_sealed() {
    let place = Place::new(MODULE);
    let key = [("GROUNDPLAN_PLAN_KEY", KEY)];
    place.run_with(&["plan", "--out", "sealed"], &key).ok();
    let sealed = place.dir.join("sealed");
    assert!(!contains(&sealed, VARIABLE) && !contains(&sealed, "aws_ssm_parameter"), "it can be read");
    assert_eq!(mode(&sealed), 0o600);
    for wrong in [&[][..], &[("GROUNDPLAN_PLAN_KEY", "another-passphrase")]] {
        let refused = place.run_with(&["apply", "sealed"], wrong);
        assert_eq!(refused.code, Some(1), "{refused:?}");
    }
    let shown = place.run_with(&["show", "sealed"], &key).ok();
    assert!(shown.stdout.contains("aws_ssm_parameter.one"), "{}", shown.stdout);
    place.run_with(&["apply", "sealed"], &key).ok();
    place.assert_private("after it was applied");
}

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn what_was_changed_outside_is_told_without_its_value() {
    let place = Place::new(MODULE);
    place.run(&["apply", "--auto-approve"]).ok();
    let other = place.work.path().join("other");
    std::fs::create_dir_all(&other).unwrap();
    let changed = format!(
        "provider \"aws\" {{ region = \"us-west-2\" }}\nresource \"aws_ssm_parameter\" \"one\" {{\n  name = \"/one\"\n  \
         type = \"SecureString\"\n  value = \"{ATTRIBUTE} changed\"\n  overwrite = true\n}}\n"
    );
    std::fs::write(other.join("main.tf"), changed).unwrap();
    let ran = Ran::of(&place.sandbox.command(&other, &["apply", "--auto-approve"]).output().unwrap());
    assert_silent(&ran, "apply of a literal that the provider calls sensitive");
    ran.ok();
    // The state is a file here, in a folder that others may enter.
    assert_eq!(mode(&other.join("terraform.tfstate")), 0o600);
    for drift in [&["drift"][..], &["drift", "--json"], &["plan"], &["plan", "--json"]] {
        let ran = place.run(drift);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("aws_ssm_parameter.one"), "{drift:?} says nothing of it: {told}");
    }
    place.assert_private("after drift");
}

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn logs_of_providers_are_for_their_owner() {
    let place = Place::new(MODULE);
    let log = place.work.path().join("log");
    let named = [("TF_LOG", "TRACE"), ("TF_LOG_PATH", log.to_str().unwrap())];
    place.run_with(&["plan", "--out", "plan"], &named).ok();
    let ran = place.run_with(&["apply", "plan"], &[("TF_LOG_PROVIDER", "TRACE")]).ok();
    assert!(ran.stderr.contains("Providers log to a file"), "{}", ran.stderr);
    for log in [log, place.dir.join(".groundplan/providers.log")] {
        assert_eq!(mode(&log), 0o600, "{}", log.display());
        assert!(log.metadata().unwrap().len() > 0, "{} is empty", log.display());
    }
    place.assert_private("with logs");
}

/// The user's own cache, so that nothing is installed again.
fn cache() -> PathBuf {
    let home = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    home.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache"))
}
