//! Ephemeral resources, ephemeral values and write-only arguments.

use expect_test::{Expect, expect};

use crate::support::{check_apply, check_calls, check_plan, check_state};

const SCHEMA: &str = "
//- /schema
provider
  account: string optional
resource fake_thing
  id: string computed
  name: string optional
  note: string optional
  uses: string optional
  secret: string optional write_only
  secret_version: number optional
ephemeral fake_secret
  name: string optional
  uses: string optional
  token: string computed
";

fn plan(fixture: &str, expect: &Expect) {
    check_plan(&format!("{fixture}{SCHEMA}"), expect);
}

fn calls(fixture: &str, expect: &Expect) {
    check_calls(&format!("{fixture}{SCHEMA}"), expect);
}

fn apply(fixture: &str, expect: &Expect) {
    check_apply(&format!("{fixture}{SCHEMA}"), expect);
}

fn state(fixture: &str, expect: &Expect) {
    check_state(&format!("{fixture}{SCHEMA}"), expect);
}

const SECRET: &str = r#"
ephemeral "fake_secret" "s" { name = "s" }
resource "fake_thing" "a" {
  name           = "a"
  secret         = ephemeral.fake_secret.s.token
  secret_version = 1
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
"#;

#[test]
fn a_secret_reaches_its_provider_and_nothing_else() {
    plan(
        SECRET,
        &expect![[r#"
        + fake_thing.a
            id: (known after apply)
            name: "a"
            secret_version: 1
        + fake_thing.b
            id: (known after apply)
            name: "b"
            uses: (known after apply)
        2 to add, 0 to change, 0 to destroy
    "#]],
    );
    calls(
        SECRET,
        &expect![[r#"
        validate ephemeral s
        open s
        validate a
        plan a
        close s
        validate b
        plan b
    "#]],
    );
    apply(
        SECRET,
        &expect![[r#"
        open s
        create a-1 given secret "token of secret-s"
        close s
        create b-1
        2 added, 0 changed, 0 destroyed
    "#]],
    );
    state(
        SECRET,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", secret_version = 1} after ephemeral.fake_secret.s
        fake_thing.b: {id = "b-1", name = "b", uses = "a-1"} after ephemeral.fake_secret.s, fake_thing.a
    "#]],
    );
}

#[test]
fn a_new_secret_alone_is_no_change() {
    let before = |version: u32| {
        format!(
            r#"
resource "fake_thing" "a" {{
  name           = "a"
  secret         = "new"
  secret_version = {version}
}}
//- /before/main.tf
resource "fake_thing" "a" {{
  name           = "a"
  secret         = "old"
  secret_version = 1
}}
"#
        )
    };
    plan(
        &before(1),
        &expect![[r#"
        no changes
    "#]],
    );
    apply(
        &before(2),
        &expect![[r#"
        update a-1 (secret_version) given secret "new"
        0 added, 1 changed, 0 destroyed
    "#]],
    );
}

#[test]
fn what_is_not_known_yet_is_opened_when_applied() {
    apply(
        r#"
resource "fake_thing" "a" { name = "a" }
ephemeral "fake_secret" "s" {
  name = "s"
  uses = fake_thing.a.id
}
resource "fake_thing" "b" {
  name   = "b"
  secret = "${ephemeral.fake_secret.s.uses}: ${ephemeral.fake_secret.s.token}"
}
"#,
        &expect![[r#"
            create a-1
            open s
            create b-1 given secret "a-1: token of secret-s"
            close s
            2 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn it_is_renewed_while_it_is_open_and_closed_whatever_happens() {
    apply(
        &format!("{SECRET}//- /provider\nopen s: renew\n"),
        &expect![[r#"
        open s
        renew s
        create a-1 given secret "token of secret-s"
        close s'
        create b-1
        2 added, 0 changed, 0 destroyed
    "#]],
    );
    apply(
        &format!("{SECRET}//- /provider\ncreate a: error Not today\n"),
        &expect![[r#"
        open s
        create a refused
        close s
        error: Not today (fake_thing.a)
          --> main.tf:3:1: `resource "fake_thing" "a"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    plan(
        &format!("{SECRET}//- /provider\nopen s: error No secret for you at name\n"),
        &expect![[r#"
        error: No secret for you (ephemeral.fake_secret.s)
          --> main.tf:2:31: `name = "s"`
    "#]],
    );
    apply(
        &format!("{SECRET}//- /provider\nclose s: error It does not close\n"),
        &expect![[r#"
        error: It does not close (ephemeral.fake_secret.s)
          --> main.tf:2:1: `ephemeral "fake_secret" "s"`
    "#]],
    );
}

#[test]
fn providers_can_be_configured_with_it_until_the_end() {
    let fixture = r#"
provider "fake" {
  alias   = "vault"
  account = "vault"
}
ephemeral "fake_secret" "s" {
  provider = fake.vault
  name     = "s"
}
provider "fake" { account = ephemeral.fake_secret.s.token }
resource "fake_thing" "a" { name = "a" }
//- /before/main.tf
provider "fake" {
  alias   = "vault"
  account = "vault"
}
ephemeral "fake_secret" "s" {
  provider = fake.vault
  name     = "s"
}
provider "fake" { account = ephemeral.fake_secret.s.token }
resource "fake_thing" "gone" { name = "gone" }
"#;
    apply(
        fixture,
        &expect![[r#"
        open s [vault]
        create a-1 [token of secret-s]
        delete gone-1 [token of secret-s]
        close s [vault]
        close s [vault]
        1 added, 0 changed, 1 destroyed
    "#]],
    );
}

#[test]
fn conditions_see_what_was_opened() {
    plan(
        r#"
ephemeral "fake_secret" "s" {
  name = "s"
  lifecycle {
    postcondition {
      condition     = self.token == "x"
      error_message = "The token is ${self.token}."
    }
  }
}
"#,
        &expect![[r#"
            error: Resource postcondition failed (ephemeral.fake_secret.s)
              The error message included an ephemeral value, so it is not shown.
              --> main.tf:6:23: `self.token == "x"`
        "#]],
    );
}

#[test]
fn each_instance_is_one_of_its_own() {
    apply(
        r#"
ephemeral "fake_secret" "s" {
  for_each = toset(["x", "y"])
  name     = each.key
}
resource "fake_thing" "a" {
  for_each = toset(["x", "y"])
  name     = each.key
  secret   = ephemeral.fake_secret.s[each.key].token
}
"#,
        &expect![[r#"
            open x
            open y
            create x-1 given secret "token of secret-x"
            create y-1 given secret "token of secret-y"
            close x
            close y
            2 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn modules_hand_ephemeral_values_on() {
    apply(
        r#"
variable "password" {
  default   = "p"
  ephemeral = true
}
module "m" {
  source   = "./child"
  password = var.password
}
resource "fake_thing" "a" {
  name   = "a"
  note   = ephemeralasnull(module.m.both) == null ? "nothing" : "something"
  secret = module.m.both
}
resource "fake_thing" "b" {
  name   = "b"
  secret = terraform.applying ? "applying" : "planning"
}
//- /child/main.tf
variable "password" { ephemeral = true }
ephemeral "fake_secret" "s" { name = "s" }
output "both" {
  value     = "${var.password} ${ephemeral.fake_secret.s.token}"
  ephemeral = true
}
"#,
        &expect![[r#"
            open s
            create a-1 given secret "p token of secret-s"
            close s
            create b-1 given secret "applying"
            2 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn ephemeral_values_are_refused_where_something_is_stored_or_shown() {
    plan(
        r#"
ephemeral "fake_secret" "s" { name = "s" }
resource "fake_thing" "note" { note = ephemeral.fake_secret.s.token }
resource "fake_thing" "count" { count = ephemeral.fake_secret.s.token == "" ? 1 : 0 }
output "plain" { value = ephemeral.fake_secret.s.token }
output "marked" {
  value     = "x"
  ephemeral = true
}
module "m" { source = "./child" }
//- /child/main.tf
ephemeral "fake_secret" "inner" { name = "inner" }
output "o" { value = ephemeral.fake_secret.inner.token }
"#,
        &expect![[r#"
            error: Invalid use of ephemeral value (fake_thing.note)
              Ephemeral values are not valid for "note", because it is not a write-only attribute and must be persisted to state.
              --> main.tf:3:32: `note = ephemeral.fake_secret.s.token`
            error: Invalid count argument
              The given "count" is derived from an ephemeral value, which cannot decide how many instances there are.
              --> main.tf:4:41: `ephemeral.fake_secret.s.token == "" ? 1 : 0`
            error: Ephemeral value not allowed
              An output value of a root module is stored, and this one is derived from an ephemeral value.
              --> main.tf:5:1: `output "plain"` not ephemeral
            error: Ephemeral output not allowed
              Ephemeral outputs are not allowed in context of a root module.
              --> main.tf:6:1: `output "marked"`
              help: a root module's outputs are stored: take the argument `ephemeral` out
            error: Ephemeral value not allowed
              This output value is not declared as ephemeral, but it is derived from an ephemeral value.
              --> child/main.tf:2:1: `output "o"` not ephemeral
              help: declare it as ephemeral: `ephemeral = true`
        "#]],
    );
}

#[test]
fn what_is_destroyed_needs_no_secret() {
    apply(
        &format!("//- /before/main.tf\n{SECRET}\n//- /main.tf\n{SECRET}\n//- /options\ndestroy\n"),
        &expect![[r#"
        delete b-1
        delete a-1
        0 added, 0 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn validation_opens_nothing() {
    calls(
        &format!("{SECRET}//- /options\nvalidate\n"),
        &expect![[r#"
        validate ephemeral s [none]
        validate a [none]
        validate b [none]
    "#]],
    );
}

#[test]
fn providers_may_not_keep_what_is_write_only() {
    plan(
        &format!("{SECRET}//- /provider\nplan a: set secret \"kept\"\n"),
        &expect![[r#"
        error: Provider produced invalid plan (fake_thing.a)
          secret: a value planned for a write-only attribute, which must stay null. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:3:1: `resource "fake_thing" "a"`
    "#]],
    );
    plan(
        &format!("{SECRET}//- /provider\nlegacy\nplan a: set secret \"kept\"\n"),
        &expect![[r#"
        error: Provider produced invalid plan (fake_thing.a)
          secret: a value planned for a write-only attribute, which must stay null. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:3:1: `resource "fake_thing" "a"`
    "#]],
    );
    let kept = format!("{SECRET}//- /provider\ncreate a: set secret \"kept\"\n");
    apply(
        &kept,
        &expect![[r#"
        open s
        create a-1 given secret "token of secret-s"
        close s
        error: Provider returned invalid result object after apply (fake_thing.a)
          secret: a value for a write-only attribute, which must stay null. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:3:1: `resource "fake_thing" "a"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    state(
        &kept,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", secret_version = 1} tainted after ephemeral.fake_secret.s
    "#]],
    );
}
