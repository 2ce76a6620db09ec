//! Sensitive and ephemeral values.

use expect_test::expect;

use crate::support::{check_plan, check_state};

#[test]
fn sensitive_values_stay_marked_in_objects() {
    check_plan(
        r#"
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
resource "fake_thing" "a" {
  name     = "a"
  note     = "is ${var.secret}"
  tags     = { open = "x", hidden = var.secret }
  password = "plain"
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.password
  note = fake_thing.a.tags.open
}
output "note" {
  value     = fake_thing.a.note
  sensitive = true
}
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
                note: sensitive("is s3cret")
                password: sensitive("plain")
                tags: {hidden = sensitive("s3cret"), open = "x"}
            + fake_thing.b
                id: (known after apply)
                name: "b"
                note: "x"
                uses: sensitive("plain")
            output note = sensitive("is s3cret")
            2 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn states_say_what_is_sensitive() {
    check_state(
        r#"
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
resource "fake_thing" "a" {
  name     = "a"
  note     = var.secret
  tags     = { open = "x", hidden = var.secret }
  password = "plain"
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.note
}
output "note" {
  value     = fake_thing.a.note
  sensitive = true
}
"#,
        &expect![[r#"
            fake_thing.a: {id = "a-1", name = "a", note = "s3cret", password = "plain", tags = {"hidden":"s3cret","open":"x"}} sensitive .note sensitive .password sensitive .tags["hidden"]
            fake_thing.b: {id = "b-1", name = "b", uses = "s3cret"} after fake_thing.a sensitive .password sensitive .uses
            output note: "s3cret" sensitive
        "#]],
    );
}

#[test]
fn a_change_of_what_is_sensitive_alone_is_an_update_without_a_call() {
    let fixture = r#"
variable "secret" {
  default   = "same"
  sensitive = true
}
resource "fake_thing" "a" {
  name = "a"
  note = var.secret
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "same"
}
"#;
    check_plan(
        fixture,
        &expect![[r#"
        ~ fake_thing.a
            note: "same" -> sensitive("same")
        0 to add, 1 to change, 0 to destroy
    "#]],
    );
    crate::support::check_apply(
        fixture,
        &expect![[r#"
            0 added, 1 changed, 0 destroyed
        "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", note = "same"} sensitive .note sensitive .password
    "#]],
    );
}

#[test]
fn a_root_output_must_say_that_it_is_sensitive() {
    check_plan(
        r#"
resource "fake_thing" "a" { password = "x" }
output "password" { value = fake_thing.a.password }
"#,
        &expect![[r#"
            error: Output refers to sensitive values
              To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, a root module output that contains sensitive data must be explicitly marked as sensitive.
              --> main.tf:3:1: `output "password"` not marked as sensitive
              help: annotate the output value as sensitive: `sensitive = true`
        "#]],
    );
}

#[test]
fn modules_pass_sensitive_values_on() {
    check_plan(
        r#"
module "m" {
  source = "./child"
  secret = sensitive("x")
}
resource "fake_thing" "a" {
  name = "a"
  note = module.m.secret
  uses = module.m.declared
}
//- /child/main.tf
variable "secret" {}
output "secret" { value = var.secret }
output "declared" {
  value     = "y"
  sensitive = true
}
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
                note: sensitive("x")
                uses: sensitive("y")
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn ephemeral_values_are_kept_nowhere() {
    check_plan(
        r#"
variable "token" {
  default   = "t"
  ephemeral = true
}
resource "fake_thing" "a" { name = var.token }
resource "fake_thing" "b" { tags = { x = var.token } }
resource "fake_thing" "c" { for_each = toset([var.token]) }
output "token" { value = var.token }
"#,
        &expect![[r#"
            error: Invalid use of ephemeral value (fake_thing.a)
              Ephemeral values are not valid for "name", because it is not a write-only attribute and must be persisted to state.
              --> main.tf:6:29: `name = var.token`
            error: Invalid use of ephemeral value (fake_thing.b)
              Ephemeral values are not valid for "tags", because it is not a write-only attribute and must be persisted to state.
              --> main.tf:7:29: `tags = { x = var.token }`
            error: Invalid for_each argument
              The given "for_each" is derived from an ephemeral value, which cannot decide which instances there are.
              --> main.tf:8:40: `toset([var.token])`
            error: Ephemeral value not allowed
              An output value of a root module is stored, and this one is derived from an ephemeral value.
              --> main.tf:9:1: `output "token"` not ephemeral
        "#]],
    );
}

#[test]
fn write_only_arguments_take_ephemeral_values() {
    let fixture = r#"
variable "token" {
  default   = "t"
  ephemeral = true
}
resource "fake_login" "a" {
  name  = "a"
  token = var.token
}
//- /schema
resource fake_login
  id: string computed
  name: string optional
  token: string optional write_only
"#;
    check_plan(
        fixture,
        &expect![[r#"
        + fake_login.a
            id: (known after apply)
            name: "a"
        1 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_login.a: {id = "a-1", name = "a"}
    "#]],
    );
}
