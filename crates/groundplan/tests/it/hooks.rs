//! Hooks of units: when they run, where, with what in their environment, and what their failing means.

use std::path::PathBuf;

use expect_test::{Expect, expect};

use crate::support::{Place, Ran};

const ROOT: &str = r#"
terraform {
  source = "${get_parent_terragrunt_dir()}/module"
  before_hook "first" {
    commands = ["plan", "apply", "destroy"]
    execute  = ["${get_parent_terragrunt_dir()}/note", "first"]
  }
  before_hook "second" {
    commands     = ["apply"]
    execute      = ["./note", "second"]
    working_dir  = get_parent_terragrunt_dir()
    run_on_error = true
  }
  before_hook "off" {
    commands = ["apply"]
    if       = false
    execute  = ["./note", "off"]
  }
  after_hook "done" {
    commands = ["plan", "apply"]
    execute  = ["${get_parent_terragrunt_dir()}/note", "done"]
  }
  after_hook "always" {
    commands     = ["apply"]
    execute      = ["${get_parent_terragrunt_dir()}/note", "always"]
    run_on_error = true
  }
  error_hook "exit" {
    commands  = ["apply"]
    execute   = ["${get_parent_terragrunt_dir()}/note", "exit"]
    on_errors = ["no such error", "exit (status|code)"]
  }
  error_hook "other" {
    commands  = ["apply"]
    execute   = ["${get_parent_terragrunt_dir()}/note", "other"]
    on_errors = ["no such error"]
  }
}
"#;

const MODULE: &str = r#"
variable "fails" { default = false }
variable "from" { default = "" }
variable "list" { default = [] }
resource "terraform_data" "it" {
  provisioner "local-exec" {
    command = var.fails ? "exit 3" : "true"
  }
}
output "id" { value = terraform_data.it.id }
"#;

/// Notes that it was run, and fails when it is told to.
const NOTE: &str = r#"#!/bin/sh
echo "$1 of $(basename "$TG_CTX_TERRAGRUNT_DIR") in $(basename "$PWD")" >> "$NOTES"
[ "$1" != "$FAILING" ] || { echo "told to fail"; exit 1; }
"#;

const INCLUDE: &str = "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\n";

fn company() -> Place {
    let app = format!(
        "{INCLUDE}dependency \"base\" {{ config_path = \"../base\" }}\ninputs = {{ from = dependency.base.outputs.id }}\n"
    );
    let base = format!("{INCLUDE}inputs = {{ fails = get_env(\"BASE_FAILS\", false), list = [1, \"a\"] }}\n");
    let place = Place::with(&[
        ("root.hcl", ROOT),
        ("module/main.tf", MODULE),
        ("note", NOTE),
        ("app/terragrunt.hcl", &app),
        ("base/terragrunt.hcl", &base),
        ("lone/terragrunt.hcl", INCLUDE),
    ]);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path().join("note"), mode).unwrap();
    place
}

/// What the hooks of a run noted, and the run.
fn noted(place: &Place, arguments: &[&str], variables: &[(&str, &str)]) -> (String, Ran) {
    let notes: PathBuf = place.path().join("notes");
    if notes.exists() {
        std::fs::remove_file(&notes).unwrap();
    }
    let variables: Vec<_> =
        variables.iter().copied().chain([("NOTES", notes.to_str().unwrap()), ("PATH", "/usr/bin:/bin")]).collect();
    let ran = place.run_with(arguments, &variables);
    let folder = place.path().file_name().unwrap().to_str().unwrap();
    (std::fs::read_to_string(notes).unwrap_or_default().replace(folder, "PLACE"), ran)
}

fn check(place: &Place, arguments: &[&str], variables: &[(&str, &str)], code: i32, expect: &Expect) -> Ran {
    let (notes, ran) = noted(place, arguments, variables);
    assert_eq!(ran.code, Some(code), "{ran}");
    expect.assert_eq(&notes);
    ran
}

#[test]
fn those_of_the_command_run_in_the_order_of_dependencies() {
    let place = company();
    check(
        &place,
        &["plan"],
        &[],
        0,
        &expect![[r#"
        first of base in module
        first of lone in module
        first of app in module
        done of base in module
        done of lone in module
        done of app in module
    "#]],
    );
    check(
        &place,
        &["apply", "--auto-approve"],
        &[],
        0,
        &expect![[r#"
        first of base in module
        second of base in PLACE
        first of lone in module
        second of lone in PLACE
        first of app in module
        second of app in PLACE
        done of base in module
        always of base in module
        done of lone in module
        always of lone in module
        done of app in module
        always of app in module
    "#]],
    );
    check(&place, &["output"], &[], 0, &expect![[""]]);
    check(&place, &["plan", "--offline"], &[], 0, &expect![[""]]);
    check(&place, &["apply", "--auto-approve", "--no-run"], &[], 0, &expect![[""]]);
    check(
        &place,
        &["destroy", "--auto-approve"],
        &[],
        0,
        &expect![[r#"
        first of base in module
        first of lone in module
        first of app in module
    "#]],
    );
}

#[test]
fn an_error_concerns_its_unit_and_those_that_depend_on_it() {
    let place = company();
    check(
        &place,
        &["apply", "--auto-approve"],
        &[("BASE_FAILS", "true")],
        1,
        &expect![[r#"
        first of base in module
        second of base in PLACE
        first of lone in module
        second of lone in PLACE
        first of app in module
        second of app in PLACE
        always of base in module
        done of lone in module
        always of lone in module
        always of app in module
        exit of base in module
    "#]],
    );
}

#[test]
fn nothing_is_done_when_a_hook_before_it_fails() {
    let place = company();
    let ran = check(
        &place,
        &["apply", "--auto-approve"],
        &[("FAILING", "first")],
        1,
        &expect![[r#"
        first of base in module
        second of base in PLACE
        always of base in module
        always of lone in module
        always of app in module
        exit of base in module
    "#]],
    );
    assert!(ran.err.contains("told to fail"), "{ran}");
    assert!(!place.path().join("base/terraform.tfstate").exists());
}

#[test]
fn a_hook_that_fails_after_it_makes_the_command_fail() {
    let place = company();
    let ran = check(
        &place,
        &["apply", "--auto-approve"],
        &[("FAILING", "done")],
        1,
        &expect![[r#"
        first of base in module
        second of base in PLACE
        first of lone in module
        second of lone in PLACE
        first of app in module
        second of app in PLACE
        done of base in module
        always of base in module
        done of lone in module
        always of lone in module
        done of app in module
        always of app in module
        exit of base in module
        exit of lone in module
        exit of app in module
    "#]],
    );
    assert!(ran.err.contains("The hook \"done\" of base"), "{ran}");
    assert!(place.path().join("base/terraform.tfstate").exists());
}

#[test]
fn they_know_what_they_run_for() {
    let hook = r#"
terraform {
  source = "../module"
  before_hook "env" {
    commands = ["plan"]
    execute  = ["sh", "-c", "env | grep -E '^(TG_CTX|TF_VAR|GROUNDPLAN)' | sort; echo on stderr >&2"]
  }
  after_hook "quiet" {
    commands        = ["plan"]
    execute         = ["echo", "not shown"]
    suppress_stdout = true
  }
}
inputs = { list = [1, "a"], fails = false, from = null }
"#;
    let place = Place::with(&[("module/main.tf", MODULE), ("unit/terragrunt.hcl", hook)]);
    let key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let variables = [("PATH", "/usr/bin:/bin"), ("TG_TF_PATH", "tofu"), ("GROUNDPLAN_PLAN_KEY", key)];
    let ran = place.run_with(&["-C", "unit", "plan"], &variables);
    assert_eq!(ran.code, Some(0), "{ran}");
    expect![[r#"
        Running `sh -c env | grep -E '^(TG_CTX|TF_VAR|GROUNDPLAN)' | sort; echo on stderr >&2` for the hook "env" of ., in PLACE/module
        TF_VAR_fails=false
        TF_VAR_list=[1,"a"]
        TG_CTX_COMMAND=plan
        TG_CTX_HOOK_NAME=env
        TG_CTX_HOOK_TYPE=before_hook
        TG_CTX_SOURCE=../module
        TG_CTX_TERRAGRUNT_DIR=PLACE/unit
        TG_CTX_TF_PATH=tofu
        on stderr
        Running `echo not shown` for the hook "quiet" of ., in PLACE/module
    "#]].assert_eq(&ran.err);
}
