//! `check` blocks, and what conditions came to.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn assertions_only_warn() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
check "holds" {
  assert {
    condition     = fake_thing.a.name == "a"
    error_message = "Not a."
  }
}
check "fails" {
  assert {
    condition     = fake_thing.a.name == "b"
    error_message = "It is called ${fake_thing.a.name}."
  }
}
check "later" {
  assert {
    condition     = fake_thing.a.id == "x"
    error_message = "Another id."
  }
}
"#,
        &expect![[r#"
            warning: Check block assertion failed
              It is called a.
              --> main.tf:11:21: `fake_thing.a.name == "b"`
            warning: Check block assertion known after apply
              The condition could not be evaluated at this time, a result will be known when this plan is applied.
              --> main.tf:17:21: `fake_thing.a.id == "x"`
            + fake_thing.a
                id: (known after apply)
                name: "a"
            checked check.fails: fail "It is called a."
            checked check.holds: pass
            checked check.later: unknown
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn assertions_are_checked_again_when_applied() {
    check_apply(
        r#"
resource "fake_thing" "a" { name = "a" }
check "later" {
  assert {
    condition     = fake_thing.a.id == "x"
    error_message = "The id is ${fake_thing.a.id}."
  }
}
"#,
        &expect![[r#"
            warning: Check block assertion known after apply
              The condition could not be evaluated at this time, a result will be known when this plan is applied.
              --> main.tf:5:21: `fake_thing.a.id == "x"`
            create a-1
            warning: Check block assertion failed
              The id is a-1.
              --> main.tf:5:21: `fake_thing.a.id == "x"`
            1 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn a_condition_that_is_none_is_an_error() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
check "wrong" {
  assert {
    condition     = fake_thing.a.name
    error_message = "x"
  }
}
"#,
        &expect![[r#"
            error: Invalid condition result
              Invalid condition result value: a bool is required.
              --> main.tf:5:21: `fake_thing.a.name`
        "#]],
    );
}

#[test]
fn scoped_data_sources_are_read_after_all_else_and_again() {
    check_apply(
        r#"
resource "fake_thing" "z" { name = "z" }
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "note of data-d"
    error_message = "Another note."
  }
}
"#,
        &expect![[r#"
            create z-1
            data d
            1 added, 0 changed, 0 destroyed
        "#]],
    );
    check_plan(
        r#"
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "The note is ${data.fake_thing.d.note}."
  }
}
"#,
        &expect![[r#"
            warning: Check block assertion failed
              The note is note of data-d.
              --> main.tf:5:21: `data.fake_thing.d.note == "x"`
            <= data.fake_thing.d (read_because_check_nested)
                id: "data-d"
                name: "d"
                note: "note of data-d"
            checked check.c: fail "The note is note of data-d."
            nothing to add, change or destroy
        "#]],
    );
}

#[test]
fn a_scoped_data_source_that_cannot_be_read_fails_its_check_only() {
    check_state(
        r#"
resource "fake_thing" "z" { name = "z" }
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "not looked at"
  }
}
//- /provider
data d: error Not there at name
"#,
        &expect![[r#"
            data.fake_thing.d: {name = "d"}
            fake_thing.z: {id = "z-1", name = "z"} sensitive .password
            checked check.c: fail "Not there"
        "#]],
    );
    check_apply(
        r#"
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "not looked at"
  }
}
//- /provider
data d: error Not there at name
"#,
        &expect![[r#"
            warning: Not there (data.fake_thing.d)
              --> main.tf:3:27: `name = "d"`
            data d
            warning: Not there (data.fake_thing.d)
              --> main.tf:3:27: `name = "d"`
            0 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn scoped_data_sources_are_seen_in_their_check_only() {
    check_plan(
        r#"
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "x"
  }
}
check "e" {
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "x"
  }
}
output "o" { value = data.fake_thing.d.note }
"#,
        &expect![[r#"
            error: Reference to scoped resource
              The referenced data resource "fake_thing" "d" is not available from this context.
              --> main.tf:11:21: `data.fake_thing.d.note`
              help: it can be referred to in the block `check "c"` only
            error: Reference to scoped resource
              The referenced data resource "fake_thing" "d" is not available from this context.
              --> main.tf:15:22: `data.fake_thing.d.note`
              help: it can be referred to in the block `check "c"` only
        "#]],
    );
}

#[test]
fn states_say_what_conditions_came_to() {
    check_state(
        r#"
variable "v" {
  default = 1
  validation {
    condition     = var.v > 0
    error_message = "x"
  }
}
data "fake_thing" "d" {
  name = "d"
  lifecycle {
    postcondition {
      condition     = self.note == "note of data-d"
      error_message = "x"
    }
  }
}
resource "fake_thing" "none" {
  count = 0
  lifecycle {
    precondition {
      condition     = var.v > 0
      error_message = "x"
    }
  }
}
resource "fake_thing" "two" {
  count = 2
  name  = "two"
  lifecycle {
    precondition {
      condition     = var.v > 0
      error_message = "x"
    }
    postcondition {
      condition     = self.id != "two-1"
      error_message = "It is ${self.id}."
    }
  }
}
module "m" {
  source   = "./child"
  for_each = { a = 1, b = 2 }
  n        = each.value
}
//- /child/main.tf
variable "n" {}
output "o" {
  value = var.n
  precondition {
    condition     = var.n > 0
    error_message = "x"
  }
}
check "c" {
  assert {
    condition     = var.n < 2
    error_message = "n is ${var.n}"
  }
}
"#,
        &expect![[r#"
            data.fake_thing.d: {id = "data-d", name = "d", note = "note of data-d"}
            fake_thing.two[0]: {id = "two-1", name = "two"} sensitive .password
            fake_thing.two[1]: {id = "two-2", name = "two"} sensitive .password
            checked module.m["a"].check.c: pass
            checked module.m["b"].check.c: fail "n is 2"
            checked module.m["a"].output.o: pass
            checked module.m["b"].output.o: pass
            checked data.fake_thing.d: unknown
            checked fake_thing.none: pass
            checked fake_thing.two[0]: fail "It is two-1."
            checked fake_thing.two[1]: pass
            checked var.v: pass
        "#]],
    );
}

#[test]
fn where_nothing_is_changed_conditions_only_warn() {
    let fixture = r#"
variable "n" { default = 3 }
resource "fake_thing" "a" {
  name = "a"
  lifecycle {
    precondition {
      condition     = var.n < 2
      error_message = "Too much before."
    }
    postcondition {
      condition     = self.note == null
      error_message = "There is a note: ${self.note}."
    }
  }
}
output "o" {
  value = var.n
  precondition {
    condition     = var.n < 2
    error_message = "Too much to tell."
  }
}
check "c" {
  data "fake_thing" "d" { name = "d" }
  assert {
    condition     = data.fake_thing.d.note == "x"
    error_message = "Another note."
  }
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
//- /world
a-1 note = "changed"
//- /options
refresh only
"#;
    check_plan(
        fixture,
        &expect![[r#"
        warning: Resource precondition failed (fake_thing.a)
          Too much before.
          --> main.tf:7:23: `var.n < 2`
        warning: Resource postcondition failed (fake_thing.a)
          There is a note: changed.
          --> main.tf:11:23: `self.note == null`
        warning: Module output value precondition failed
          Too much to tell.
          --> main.tf:19:21: `var.n < 2`
        warning: Check block assertion failed
          Another note.
          --> main.tf:26:21: `data.fake_thing.d.note == "x"`
        drift: fake_thing.a
            note: null -> "changed"
        output o = 3
        checked check.c: fail "Another note."
        nothing to add, change or destroy
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        data.fake_thing.d: {id = "data-d", name = "d", note = "note of data-d"}
        fake_thing.a: {id = "a-1", name = "a", note = "changed"} sensitive .password
        output o: 3
        checked check.c: fail "Another note."
        checked output.o: fail "Too much to tell."
        checked fake_thing.a: fail "There is a note: changed." "Too much before."
    "#]],
    );
}
