//! Terraform itself says whether a plan is right, and whether there is something left to do after an apply.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Sandbox, copy, root};

const EXAMPLES: [&str; 5] = [
    "networking/vpc/examples/minimal",
    "networking/vpc/examples/production",
    "networking/vpc/examples/isolated",
    "networking/vpc-peering/examples/minimal",
    "landingzone/organization/examples/complete",
];

/// What a plan's JSON says of each resource and output, in a form in which equal plans are equal.
fn rows(plan: &Value) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    for change in plan["resource_changes"].as_array().into_iter().flatten() {
        let what = &change["change"];
        if change["mode"] == "data" && what["actions"] == json!(["no-op"]) {
            continue;
        }
        let address = format!("{}#{}", change["address"].as_str().unwrap(), change["deposed"].as_str().unwrap_or(""));
        rows.insert(
            address,
            json!([
                what["actions"],
                what["before"],
                what["after"],
                pruned(&what["after_unknown"]),
                pruned(&what["before_sensitive"]),
                pruned(&what["after_sensitive"]),
                what["replace_paths"],
                change["action_reason"],
                change["previous_address"],
                what["importing"],
            ]),
        );
    }
    for (name, change) in plan["output_changes"].as_object().into_iter().flatten() {
        let row = json!([
            change["actions"],
            change["before"],
            change["after"],
            pruned(&change["after_unknown"]),
            pruned(&change["after_sensitive"]),
        ]);
        rows.insert(format!("output.{name}"), row);
    }
    rows
}

/// What conditions came to, by address: Terraform keeps them in no order.
fn checks(plan: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for check in plan["checks"].as_array().into_iter().flatten() {
        for instance in std::iter::once(check).chain(check["instances"].as_array().into_iter().flatten()) {
            let mut told = instance.clone();
            told.as_object_mut().unwrap().remove("instances");
            found.insert(format!("{} {}", instance["address"]["to_display"], instance["address"]["kind"]), told);
        }
    }
    found
}

/// A mask without the branches that say nothing.
fn pruned(mask: &Value) -> Value {
    match mask {
        Value::Object(map) => {
            let kept = map.iter().map(|(key, inner)| (key.clone(), pruned(inner)));
            Value::Object(kept.filter(|(_, inner)| !is_nothing(inner)).collect())
        }
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().map(pruned).collect();
            if kept.iter().all(is_nothing) { json!([]) } else { Value::Array(kept) }
        }
        other => other.clone(),
    }
}

fn is_nothing(mask: &Value) -> bool {
    *mask == json!({}) || *mask == json!([]) || *mask == json!(false) || mask.is_null()
}

fn same_plan(sandbox: &Sandbox, theirs: &Path, ours: &Path, example: &str) {
    same_plan_with(sandbox, theirs, ours, example, &[]);
}

fn same_plan_with(sandbox: &Sandbox, theirs: &Path, ours: &Path, example: &str, options: &[&str]) {
    let terraform = |args: &[&str]| sandbox.terraform(theirs, args).unwrap().ok();
    terraform(&[&["plan", "-input=false", "-no-color", "-out=plan.bin"], options].concat());
    let wanted: Value = serde_json::from_str(&terraform(&["show", "-json", "plan.bin"]).stdout).unwrap();
    sandbox.run(ours, &[&["plan", "--out", "plan.bin"], options].concat()).ok();
    let got: Value = serde_json::from_str(&sandbox.run(ours, &["show", "--json", "plan.bin"]).ok().stdout).unwrap();
    // To Terraform a plan that only takes notice is worth applying as soon as there is any output, changed or not.
    let notices = options.contains(&"-refresh-only");
    for flag in ["complete", "applyable"].into_iter().take(if notices { 1 } else { 2 }) {
        assert_eq!(wanted[flag], got[flag], "{example} {options:?}: {flag} (terraform on the left)");
    }
    assert_eq!(checks(&wanted), checks(&got), "{example} {options:?}: checks (terraform on the left)");
    let drift = |plan: &Value| rows(&json!({ "resource_changes": plan["resource_drift"] }));
    assert_eq!(drift(&wanted), drift(&got), "{example} {options:?}: drift (terraform on the left)");
    let (wanted, got) = (rows(&wanted), rows(&got));
    assert_eq!(wanted.keys().collect::<Vec<_>>(), got.keys().collect::<Vec<_>>(), "{example}");
    for (address, row) in &wanted {
        assert_eq!(row, &got[address], "{example}: {address} (terraform on the left)");
    }
}

#[test]
#[ignore = "takes minutes; run by .ci/run"]
fn terraform_plans_the_same_and_finds_nothing_to_do_after_our_apply() {
    let sandbox = Sandbox::up();
    let modules = root().join("catalog/modules");
    for example in EXAMPLES {
        let work = tempfile::tempdir().unwrap();
        copy(&modules, &work.path().join("theirs"));
        copy(&modules, &work.path().join("ours"));
        let (theirs, ours) = (work.path().join("theirs").join(example), work.path().join("ours").join(example));
        let Some(init) = sandbox.terraform(&theirs, &["init", "-input=false", "-no-color"]) else {
            println!("skipped: terraform is not installed");
            return;
        };
        init.ok();
        same_plan(&sandbox, &theirs, &ours, example);
        sandbox.run(&ours, &["apply", "--auto-approve"]).ok();
        std::fs::copy(ours.join("terraform.tfstate"), theirs.join("terraform.tfstate")).unwrap();
        same_plan(&sandbox, &theirs, &ours, example);
        let again = sandbox.terraform(&theirs, &["plan", "-input=false", "-no-color", "-detailed-exitcode"]).unwrap();
        assert_eq!(again.code, Some(0), "{example}: terraform finds something to do:\n{}", again.stdout);
        sandbox.run(&ours, &["destroy", "--auto-approve"]).ok();
        let state: Value =
            serde_json::from_str(&std::fs::read_to_string(ours.join("terraform.tfstate")).unwrap()).unwrap();
        assert_eq!(state["resources"], json!([]), "{example}: something is left");
    }
}

const REFACTORED_BEFORE: &str = r#"
resource "aws_cloudwatch_log_group" "old" { name = "refactoring-old" }
resource "aws_cloudwatch_log_group" "listed" {
  count = 3
  name  = "refactoring-listed-${count.index}"
}
resource "aws_cloudwatch_log_group" "kept" { name = "refactoring-kept" }
resource "aws_cloudwatch_log_group" "dropped" { name = "refactoring-dropped" }
resource "aws_cloudwatch_log_group" "nowhere" { name = "refactoring-nowhere" }
resource "aws_cloudwatch_log_group" "single" { name = "refactoring-single" }
module "before" { source = "./module" }
output "arn" { value = aws_cloudwatch_log_group.old.arn }
output "gone" { value = "gone" }
"#;

const REFACTORED_AFTER: &str = r#"
locals { there = { a = "refactoring-elsewhere-a", b = "refactoring-elsewhere-b" } }
resource "aws_cloudwatch_log_group" "new" {
  name              = "refactoring-old"
  retention_in_days = 7
}
resource "aws_cloudwatch_log_group" "listed" {
  for_each = toset(["zero", "one", "two"])
  name     = "refactoring-listed-${index(["zero", "one", "two"], each.key)}"
}
resource "aws_cloudwatch_log_group" "single" {
  count = 1
  name  = "refactoring-single"
}
resource "aws_cloudwatch_log_group" "imported" {
  for_each          = local.there
  name              = each.value
  retention_in_days = each.key == "a" ? 3 : 5
}
resource "aws_iam_policy" "uses" {
  name   = "refactoring-uses"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = aws_cloudwatch_log_group.new.arn }]
  })
}
module "after" { source = "./module" }
moved {
  from = aws_cloudwatch_log_group.old
  to   = aws_cloudwatch_log_group.new
}
moved {
  from = aws_cloudwatch_log_group.listed[0]
  to   = aws_cloudwatch_log_group.listed["zero"]
}
moved {
  from = aws_cloudwatch_log_group.listed[1]
  to   = aws_cloudwatch_log_group.listed["one"]
}
moved {
  from = module.before
  to   = module.after
}
moved {
  from = aws_cloudwatch_log_group.nowhere
  to   = aws_cloudwatch_log_group.elsewhere
}
removed {
  from = aws_cloudwatch_log_group.kept
  lifecycle { destroy = false }
}
removed {
  from = aws_cloudwatch_log_group.dropped
  lifecycle { destroy = true }
}
import {
  for_each = local.there
  to       = aws_cloudwatch_log_group.imported[each.key]
  id       = each.value
}
output "arn" { value = aws_cloudwatch_log_group.new.arn }
output "policy" { value = aws_iam_policy.uses.name }
"#;

const REFACTORED_MODULE: &str = r#"
resource "aws_cloudwatch_log_group" "inside" { name = "refactoring-inside" }
"#;

const ELSEWHERE: &str = r#"
resource "aws_cloudwatch_log_group" "elsewhere" {
  for_each          = toset(["a", "b"])
  name              = "refactoring-elsewhere-${each.key}"
  retention_in_days = 3
}
"#;

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn refactoring_and_parts_are_planned_as_terraform_plans_them() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let [theirs, ours, elsewhere] = ["theirs", "ours", "elsewhere"].map(|name| work.path().join(name));
    let write = |folder: &Path, main: &str| {
        std::fs::create_dir_all(folder.join("module")).unwrap();
        std::fs::write(folder.join("module/main.tf"), REFACTORED_MODULE).unwrap();
        std::fs::write(folder.join("main.tf"), main).unwrap();
    };
    write(&elsewhere, ELSEWHERE);
    sandbox.run(&elsewhere, &["apply", "--auto-approve"]).ok();
    write(&theirs, REFACTORED_BEFORE);
    write(&ours, REFACTORED_BEFORE);
    sandbox.run(&ours, &["apply", "--auto-approve"]).ok();
    let copy_state = || std::fs::copy(ours.join("terraform.tfstate"), theirs.join("terraform.tfstate")).unwrap();
    copy_state();
    let Some(init) = sandbox.terraform(&theirs, &["init", "-input=false", "-no-color"]) else {
        println!("skipped: terraform is not installed");
        return;
    };
    init.ok();
    let same = |what: &str, options: &[&str]| same_plan_with(&sandbox, &theirs, &ours, what, options);
    same("nothing to do", &["-replace=aws_cloudwatch_log_group.old"]);
    same("a target", &["-replace=aws_cloudwatch_log_group.listed[1]", "-target=aws_cloudwatch_log_group.listed"]);
    write(&theirs, REFACTORED_AFTER);
    write(&ours, REFACTORED_AFTER);
    let inits = sandbox.terraform(&theirs, &["init", "-input=false", "-no-color"]).unwrap();
    inits.ok();
    same("refactored", &[]);
    sandbox.run(&ours, &["apply", "--auto-approve"]).ok();
    copy_state();
    same("after the apply", &[]);
    same("destroyed", &["-destroy"]);
    let again = sandbox.terraform(&theirs, &["plan", "-input=false", "-no-color", "-detailed-exitcode"]).unwrap();
    assert_eq!(again.code, Some(0), "terraform finds something to do:\n{}", again.stdout);
    let policy = "aws_iam_policy.uses";
    same("a target and what it needs", &["-replace=aws_cloudwatch_log_group.new", &format!("-target={policy}")]);
    // Terraform does not read what depends on a target before it destroys it, and we do: compared without reading.
    let destroy = |target: &str| same(target, &["-destroy", "-refresh=false", &format!("-target={target}")]);
    destroy("aws_cloudwatch_log_group.new");
    destroy("aws_cloudwatch_log_group.listed[\"one\"]");
    // Someone else changes things.
    let outside = work.path().join("outside");
    write(&outside, &ELSEWHERE.replace("= 3", "= 14"));
    std::fs::copy(elsewhere.join("terraform.tfstate"), outside.join("terraform.tfstate")).unwrap();
    sandbox.run(&outside, &["apply", "--auto-approve"]).ok();
    same("changed outside", &["-refresh-only"]);
    same("changed outside, not looked at", &["-refresh=false"]);
    sandbox.run(&ours, &["apply", "--auto-approve", "-refresh-only"]).ok();
    copy_state();
    same("noticed", &["-refresh-only"]);
}

const LANGUAGE: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "step" { default = 1 }
variable "password" {
  default   = "not-kept"
  ephemeral = true
}
resource "aws_secretsmanager_secret" "s" {
  name                    = "language"
  recovery_window_in_days = 0
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_id                = aws_secretsmanager_secret.s.id
  secret_string_wo         = var.password
  secret_string_wo_version = var.step
}
ephemeral "aws_secretsmanager_secret_version" "e" {
  secret_id = aws_secretsmanager_secret_version.v.secret_id
}
resource "aws_ssm_parameter" "p" {
  name             = "/language"
  type             = "SecureString"
  value_wo         = ephemeral.aws_secretsmanager_secret_version.e.secret_string
  value_wo_version = var.step
}
resource "terraform_data" "step" {
  input            = { step = var.step, name = aws_ssm_parameter.p.name }
  triggers_replace = var.step > 2
  lifecycle {
    postcondition {
      condition     = self.output.step == var.step
      error_message = "It is ${self.output.step}."
    }
  }
}
data "aws_caller_identity" "waits" { depends_on = [terraform_data.step] }
check "secret" {
  data "aws_secretsmanager_secret" "read" { name = aws_secretsmanager_secret.s.name }
  assert {
    condition     = provider::aws::arn_parse(data.aws_secretsmanager_secret.read.arn).service == "s3"
    error_message = "It is of ${provider::aws::arn_parse(data.aws_secretsmanager_secret.read.arn).service}."
  }
}
output "arn" { value = provider::aws::arn_build("aws", "iam", "", "123456789012", "role/x") }
output "step" { value = terraform_data.step.output }
"#;

#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn what_is_kept_nowhere_checked_and_built_in_is_planned_as_terraform_plans_it() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let [theirs, ours] = ["theirs", "ours"].map(|name| work.path().join(name));
    for folder in [&theirs, &ours] {
        std::fs::create_dir(folder).unwrap();
        std::fs::write(folder.join("main.tf"), LANGUAGE).unwrap();
    }
    let Some(init) = sandbox.terraform(&theirs, &["init", "-input=false", "-no-color"]) else {
        println!("skipped: terraform is not installed");
        return;
    };
    init.ok();
    let same = |what: &str, options: &[&str]| same_plan_with(&sandbox, &theirs, &ours, what, options);
    same("nothing there", &[]);
    sandbox.run(&ours, &["apply", "--auto-approve"]).ok();
    let state = std::fs::read_to_string(ours.join("terraform.tfstate")).unwrap();
    assert!(!state.contains("not-kept"), "the secret is in the state");
    std::fs::copy(ours.join("terraform.tfstate"), theirs.join("terraform.tfstate")).unwrap();
    for step in 1..4 {
        same("a step on", &[&format!("-var=step={step}")]);
    }
    same("nothing is changed", &["-refresh-only"]);
    same("destroyed", &["-destroy"]);
    sandbox.run(&ours, &["destroy", "--auto-approve"]).ok();
}
