//! What needs no provider but the built-in one: `terraform_data`, `terraform_remote_state`, `local-exec`, checks.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Place, Ran};

fn apply(place: &Place, more: &[&str]) -> Ran {
    place.run(&[&["apply", "--auto-approve"], more].concat())
}

fn state(place: &Place) -> Value {
    serde_json::from_str(&fs::read_to_string(place.path().join("terraform.tfstate")).unwrap()).unwrap()
}

/// The first instance of a resource of the state.
fn instance(state: &Value, name: &str) -> Value {
    let mut resources = state["resources"].as_array().unwrap().iter();
    resources.find(|resource| resource["name"] == name).unwrap()["instances"][0].clone()
}

#[test]
fn commands_run_in_the_root_module_and_what_they_print_is_told() {
    let place = Place::with(&[(
        "main.tf",
        r#"
resource "terraform_data" "a" {
  input = "five"
  provisioner "local-exec" {
    command     = "echo said $WHAT; echo wrong >&2; echo ${self.output} > made; pwd > where"
    environment = { WHAT = "it" }
  }
  provisioner "local-exec" {
    command     = "pwd > ../where"
    working_dir = "home"
    interpreter = ["/bin/sh", "-ec"]
  }
  provisioner "local-exec" {
    command = "echo ${self.output} > gone"
    when    = destroy
  }
}
"#,
    )]);
    let ran = apply(&place, &[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let all = format!("{}{}", ran.out, ran.err);
    for line in [
        "terraform_data.a: Provisioning with 'local-exec'...",
        "terraform_data.a: (local-exec): said it",
        "terraform_data.a: (local-exec): wrong",
    ] {
        assert!(all.contains(line), "{line} is not in {ran}");
    }
    let read = |name: &str| fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(read("made"), "five\n");
    assert!(read("where").trim_end().ends_with("/home"), "{}", read("where"));
    let state = state(&place);
    assert_eq!(state["resources"][0]["provider"], "provider[\"terraform.io/builtin/terraform\"]");
    let id = instance(&state, "a")["attributes"]["id"].as_str().unwrap().to_owned();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
    assert_eq!(place.run(&["destroy", "--auto-approve"]).code, Some(0));
    assert_eq!(read("gone"), "five\n");
}

#[test]
fn a_command_that_fails_taints_what_was_made() {
    let place = Place::with(&[(
        "main.tf",
        r#"
variable "code" {}
resource "terraform_data" "a" {
  provisioner "local-exec" { command = "echo why; exit ${var.code}" }
}
resource "terraform_data" "nowhere" {
  count = var.code == "3" ? 1 : 0
  provisioner "local-exec" {
    command     = "true"
    working_dir = "nowhere"
    on_failure  = continue
  }
}
resource "terraform_data" "no_program" {
  count = var.code == "3" ? 1 : 0
  provisioner "local-exec" {
    command     = "true"
    interpreter = ["no-such-program"]
  }
}
"#,
    )]);
    let ran = apply(&place, &["--var", "code=3"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    for text in ["local-exec provisioner error", "exit status 3. Output: why", "executable file not found in $PATH"] {
        assert!(ran.err.contains(text), "{text} is not in {ran}");
    }
    assert_eq!(instance(&state(&place), "a")["status"], "tainted");
    assert_eq!(instance(&state(&place), "nowhere")["status"], Value::Null);
    assert_eq!(instance(&state(&place), "no_program")["status"], "tainted");
    let ran = apply(&place, &["--var", "code=0"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(instance(&state(&place), "a")["status"], Value::Null);
}

#[test]
fn what_is_sensitive_is_in_no_line() {
    let place = Place::with(&[(
        "main.tf",
        r#"
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
variable "token" {
  default   = "hunter3"
  ephemeral = true
}
resource "terraform_data" "a" {
  provisioner "local-exec" { command = "echo ${var.secret}" }
  provisioner "local-exec" { command = "echo ${var.token}; exit 1" }
}
"#,
    )]);
    for arguments in [&["apply", "--auto-approve"][..], &["apply", "--auto-approve", "--json"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(!format!("{}{}", ran.out, ran.err).contains("hunter"), "{ran}");
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains("(output suppressed due to sensitive value in config)"), "{ran}");
        assert!(told.contains("(output suppressed due to ephemeral value in config)"), "{ran}");
    }
}

#[test]
fn outputs_of_another_root_module_are_read() {
    let other = Place::with(&[("main.tf", "output \"n\" { value = [1, \"a\"] }\n")]);
    assert_eq!(apply(&other, &[]).code, Some(0));
    let text = format!(
        r#"
data "terraform_remote_state" "other" {{
  backend  = "local"
  config   = {{ path = "{}/terraform.tfstate" }}
  defaults = {{ m = true }}
}}
output "o" {{ value = data.terraform_remote_state.other.outputs }}
"#,
        other.path().display()
    );
    let place = Place::with(&[("main.tf", &text)]);
    let ran = apply(&place, &[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(state(&place)["outputs"]["o"]["value"], json!({ "m": true, "n": [1, "a"] }));
    for (wrong, why) in [
        ("backend = \"oci\"", "There is no backend type named \"oci\""),
        ("backend = \"local\"\n config = { pat = \"x\" }", "unsupported attribute \"pat\""),
    ] {
        let place = Place::with(&[("main.tf", &format!("data \"terraform_remote_state\" \"x\" {{\n {wrong}\n}}\n"))]);
        let ran = place.run(&["plan"]);
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(ran.err.contains(why), "{why} is not in {ran}");
    }
}

#[test]
fn checks_warn_and_are_written_down() {
    let place = Place::with(&[(
        "main.tf",
        r#"
resource "terraform_data" "a" {
  input = 5
  lifecycle {
    postcondition {
      condition     = self.output == 5
      error_message = "Not five."
    }
  }
}
check "six" {
  assert {
    condition     = terraform_data.a.output == 6
    error_message = "It is ${terraform_data.a.output}."
  }
}
"#,
    )]);
    let ran = apply(&place, &[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.err.contains("It is 5."), "{ran}");
    let mut results = state(&place)["check_results"].as_array().unwrap().clone();
    results.sort_by_key(|result| result["config_addr"].to_string());
    let object = |addr: &str, status: &str| json!({ "object_addr": addr, "status": status });
    let mut failed = object("check.six", "fail");
    failed["failure_messages"] = json!(["It is 5."]);
    assert_eq!(
        Value::from(results),
        json!([
            { "object_kind": "check", "config_addr": "check.six", "status": "fail", "objects": [failed] },
            {
                "object_kind": "resource",
                "config_addr": "terraform_data.a",
                "status": "pass",
                "objects": [object("terraform_data.a", "pass")]
            },
        ])
    );
    assert_eq!(place.run(&["plan", "--detailed-exitcode"]).code, Some(0));
}
