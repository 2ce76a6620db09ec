//! `terraform_data` and `terraform_remote_state`: the built-in provider.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn a_value_is_kept_and_has_an_id() {
    let fixture = r#"
resource "terraform_data" "t" {
  input            = { a = 1 }
  triggers_replace = ["x"]
}
resource "terraform_data" "u" { input = terraform_data.t.output.a }
resource "terraform_data" "nothing" {}
"#;
    check_plan(
        fixture,
        &expect![[r#"
        + terraform_data.nothing
            id: (known after apply)
        + terraform_data.t
            id: (known after apply)
            input: {a = 1}
            output: (known after apply)
            triggers_replace: ["x"]
        + terraform_data.u
            id: (known after apply)
            input: (known after apply)
            output: (known after apply)
        3 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        terraform_data.nothing: {id = "07070707-0707-0707-0707-070707070707"}
        terraform_data.t: {id = "07070707-0707-0707-0707-070707070707", input = {"value":{"a":1},"type":["object",{"a":"number"}]}, output = {"value":{"a":1},"type":["object",{"a":"number"}]}, triggers_replace = {"value":["x"],"type":["tuple",["string"]]}}
        terraform_data.u: {id = "07070707-0707-0707-0707-070707070707", input = {"value":1,"type":"number"}, output = {"value":1,"type":"number"}} after terraform_data.t
    "#]],
    );
}

#[test]
fn what_changes_is_planned_as_terraform_does() {
    check_plan(
        r#"
resource "terraform_data" "same" { input = "a" }
resource "terraform_data" "input" { input = ["b"] }
resource "terraform_data" "gone" {}
resource "terraform_data" "trigger" {
  input            = "a"
  triggers_replace = "y"
}
//- /before/main.tf
resource "terraform_data" "same" { input = "a" }
resource "terraform_data" "input" { input = "b" }
resource "terraform_data" "gone" { input = "a" }
resource "terraform_data" "trigger" {
  input            = "a"
  triggers_replace = "x"
}
"#,
        &expect![[r#"
            ~ terraform_data.gone
                input: "a" -> null
                output: "a" -> (known after apply)
            ~ terraform_data.input
                input: "b" -> ["b"]
                output: "b" -> (known after apply)
            -/+ terraform_data.trigger (replace_because_cannot_update) (replaced for .triggers_replace)
                id: "07070707-0707-0707-0707-070707070707" -> (known after apply)
                output: "a" -> (known after apply)
                triggers_replace: "x" -> "y"
            1 to add, 2 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn what_only_the_provider_sets_cannot_be_set() {
    check_plan(
        r#"
resource "terraform_data" "t" { output = "a" }
"#,
        &expect![[r#"
            error: Read-only attribute (terraform_data.t)
              "output" attribute is read-only.
              --> main.tf:2:33: `output = "a"`
        "#]],
    );
    check_plan(
        r#"
resource "terraform_date" "t" {}
data "terraform_data" "t" {}
"#,
        &expect![[r#"
            error: Invalid resource type
              The provider terraform.io/builtin/terraform does not support resource type "terraform_date".
              --> main.tf:2:1: `resource "terraform_date" "t"`
              help: one with a similar name exists: `terraform_data`
            error: Invalid data source
              The provider terraform.io/builtin/terraform does not support data source "terraform_data".
              --> main.tf:3:1: `data "terraform_data" "t"`
        "#]],
    );
}

#[test]
fn triggers_and_order_work_as_with_any_resource() {
    check_apply(
        r#"
resource "terraform_data" "version" { input = 2 }
resource "fake_thing" "a" {
  name = "a"
  lifecycle { replace_triggered_by = [terraform_data.version] }
}
//- /before/main.tf
resource "terraform_data" "version" { input = 1 }
resource "fake_thing" "a" {
  name = "a"
  lifecycle { replace_triggered_by = [terraform_data.version] }
}
"#,
        &expect![[r#"
            delete a-1
            create a-2
            1 added, 1 changed, 1 destroyed
        "#]],
    );
}

const REMOTE: &str = r#"
//- /remote/default/other.tfstate
{ "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": [],
  "outputs": { "n": { "value": 1, "type": "number" }, "l": { "value": ["a"], "type": ["list", "string"] } } }
//- /remote/dev/other.tfstate
{ "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": [],
  "outputs": { "n": { "value": 2, "type": "number" } } }
"#;

#[test]
fn outputs_of_another_state_are_read() {
    let fixture = r#"
data "terraform_remote_state" "r" {
  backend  = "local"
  config   = { path = "other.tfstate" }
  defaults = { n = 7, m = 8 }
}
data "terraform_remote_state" "dev" {
  backend   = "local"
  config    = { path = "other.tfstate" }
  workspace = "dev"
}
output "o" { value = data.terraform_remote_state.r.outputs }
output "d" { value = data.terraform_remote_state.dev.outputs.n }
"#;
    check_plan(
        &format!("{fixture}{REMOTE}"),
        &expect![[r#"
        output d = 2
        output o = {l = ["a"], m = 8, n = 1}
        nothing to add, change or destroy
    "#]],
    );
}

#[test]
fn a_state_that_is_not_there_is_an_error() {
    check_plan(
        r#"
data "terraform_remote_state" "r" {
  backend = "local"
  config  = { path = "nothing.tfstate" }
}
data "terraform_remote_state" "s" {
  backend = "local"
  config  = "x"
}
"#,
        &expect![[r#"
            error: Unable to find remote state (data.terraform_remote_state.r)
              No stored state was found for the given workspace in the given backend.
              --> main.tf:2:1: `data "terraform_remote_state" "r"`
              where: workspace is what this is about
            error: Invalid backend configuration (data.terraform_remote_state.s)
              The configuration must be an object value.
              --> main.tf:8:3: `config  = "x"`
        "#]],
    );
}

#[test]
fn a_null_resource_becomes_one() {
    check_plan(
        r#"
resource "terraform_data" "t" { triggers_replace = { a = "b" } }
moved {
  from = null_resource.n
  to   = terraform_data.t
}
//- /schema
resource null_resource
  id: string computed
  triggers: map(string) optional
//- /before/main.tf
terraform {
  required_providers { null = { source = "hashicorp/null" } }
}
resource "null_resource" "n" { triggers = { a = "b" } }
"#,
        &expect![[r#"
              terraform_data.t (was null_resource.n)
            nothing to add, change or destroy
        "#]],
    );
}
