//! Provider configurations: evaluated once, shared, left alone when nothing needs them; nested values on their way to them.

use expect_test::expect;

use crate::support::{check_apply, check_plan};

#[test]
fn unused_providers_are_left_alone() {
    check_plan(
        r#"
provider "fake" {
  alias   = "unused"
  account = nonsense
}
"#,
        &expect![[r#"
            error: Invalid reference
              A reference to a resource type must be followed by at least one attribute access, specifying the resource name.
              --> main.tf:4:13: `nonsense`
              help: for a string, write it in quotes: "nonsense"
        "#]],
    );
    check_plan(
        r#"
provider "fake" {
  alias = "unused"
  acount = "x"
}
resource "fake_thing" "a" { name = "a" }
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn what_is_wrong_with_a_provider_configuration_is_said_once() {
    check_plan(
        r#"
provider "fake" {
  acount = "x"
}
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
"#,
        &expect![[r#"
            error: Unsupported argument
              An argument named "acount" is not expected here.
              --> main.tf:3:3: `acount` unknown argument
              help: an argument with a similar name exists: `account`
        "#]],
    );
}

#[test]
fn a_provider_that_only_a_state_needs_is_configured() {
    check_apply(
        r#"
provider "fake" {
  alias   = "away"
  account = "away"
}
//- /before/main.tf
provider "fake" {
  alias   = "away"
  account = "away"
}
resource "fake_thing" "a" {
  provider = fake.away
  name     = "a"
}
"#,
        &expect![[r#"
            delete a-1 [away]
            0 added, 0 changed, 1 destroyed
        "#]],
    );
}

const NESTED: &str = r#"
//- /schema
resource fake_nest
  id: string computed
  name: string optional
  one: nested_single(a: string optional, b: string optional computed) optional
  many: nested_list(a: string optional, b: string optional computed) optional
  keyed: nested_map(a: string optional, b: string optional computed) optional
  bag: nested_set(a: string optional, b: string optional computed) optional
  made: nested_single(a: string optional, b: string computed) optional computed
  only: nested_single(b: string computed) optional computed
  block box set
    a: string optional
    b: string optional computed
    tags: set(string) optional
"#;

#[test]
fn nested_attributes_keep_what_the_provider_filled_in() {
    check_plan(
        &format!(
            "{}{NESTED}",
            r#"
resource "fake_nest" "a" {
  name  = "a"
  one   = { a = "new" }
  many  = [{ a = "same" }, { a = "new" }]
  keyed = { k = { a = "new" }, l = { a = "fresh" } }
  bag   = [{ a = "same" }, { a = "fresh" }]
  box {
    a    = "same"
    tags = ["x"]
  }
  box {
    a    = "new"
    tags = ["y"]
  }
}
//- /before/main.tf
resource "fake_nest" "a" {
  name  = "a"
  one   = { a = "old", b = "filled" }
  many  = [{ a = "same", b = "filled" }, { a = "old", b = "filled" }]
  keyed = { k = { a = "old", b = "filled" } }
  bag   = [{ a = "same", b = "filled" }, { a = "old", b = "filled" }]
  made  = { a = "configured" }
  box {
    a    = "same"
    b    = "filled"
    tags = ["x"]
  }
  box {
    a    = "old"
    b    = "filled"
    tags = ["x"]
  }
}
"#
        ),
        &expect![[r#"
            ~ fake_nest.a
                bag: set[{a = "old", b = "filled"}, {a = "same", b = "filled"}] -> set[{a = "fresh"}, {a = "same", b = "filled"}]
                box: set[{a = "old", b = "filled", tags = set["x"]}, {a = "same", b = "filled", tags = set["x"]}] -> set[{a = "new", b = (known after apply), tags = set["y"]}, {a = "same", b = "filled", tags = set["x"]}]
                keyed: {k = {a = "old", b = "filled"}} -> {k = {a = "new", b = "filled"}, l = {a = "fresh"}}
                made: {a = "configured"} -> (known after apply)
                many: [{a = "same", b = "filled"}, {a = "old", b = "filled"}] -> [{a = "same", b = "filled"}, {a = "new", b = "filled"}]
                one: {a = "old", b = "filled"} -> {a = "new", b = "filled"}
                only: null -> (known after apply)
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}
