//! Validation of variables, preconditions, postconditions.

use expect_test::expect;

use crate::support::{check_apply, check_plan};

#[test]
fn variables_are_validated() {
    check_plan(
        r#"
variable "low" {
  default = 3
  validation {
    condition     = var.low > 5
    error_message = "Must be more than 5, not ${var.low}."
  }
}
variable "high" {
  default = 7
  validation {
    condition     = var.high > var.low
    error_message = "Must be more than low."
  }
}
module "m" {
  source = "./child"
  name   = "x"
}
//- /child/main.tf
variable "name" {
  validation {
    condition     = length(var.name) > 1
    error_message = "Too short."
  }
}
"#,
        &expect![[r#"
            error: Invalid value for variable (var.low)
              Must be more than 5, not 3.
              --> main.tf:2:1: `variable "low"`
              --> main.tf:4:3: `validation` checked here
            error: Invalid value for variable (var.name)
              Too short.
              --> main.tf:18:12: `"x"`
              --> child/main.tf:2:3: `validation` checked here
        "#]],
    );
}

#[test]
fn resources_have_pre_and_postconditions() {
    check_plan(
        r#"
locals { no = false }
resource "fake_thing" "pre" {
  name = "pre"
  lifecycle {
    precondition {
      condition     = local.no
      error_message = "Not today."
    }
  }
}
resource "fake_thing" "post" {
  name = "post"
  lifecycle {
    postcondition {
      condition     = self.name == "other"
      error_message = "It is called ${self.name}."
    }
  }
}
resource "fake_thing" "later" {
  name = "later"
  lifecycle {
    postcondition {
      condition     = self.id == "x"
      error_message = "Nobody can say yet."
    }
  }
}
data "fake_thing" "d" {
  name = "d"
  lifecycle {
    postcondition {
      condition     = self.note == "x"
      error_message = "Read something else."
    }
  }
}
output "o" {
  value = 1
  precondition {
    condition     = local.no
    error_message = "No output."
  }
}
"#,
        &expect![[r#"
            error: Resource precondition failed (fake_thing.pre)
              Not today.
              --> main.tf:7:23: `local.no`
            error: Resource postcondition failed (fake_thing.post)
              It is called post.
              --> main.tf:16:23: `self.name == "other"`
            error: Resource postcondition failed (data.fake_thing.d)
              Read something else.
              --> main.tf:34:23: `self.note == "x"`
            error: Module output value precondition failed
              No output.
              --> main.tf:42:21: `local.no`
        "#]],
    );
}

#[test]
fn what_could_not_be_said_while_planning_is_said_while_applying() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  lifecycle {
    postcondition {
      condition     = self.id == "x"
      error_message = "The id is ${self.id}."
    }
  }
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
"#,
        &expect![[r#"
            create a-1
            error: Resource postcondition failed (fake_thing.a)
              The id is a-1.
              --> main.tf:6:23: `self.id == "x"`
            1 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn conditions_must_be_conditions() {
    check_plan(
        r#"
locals {
  no    = false
  null  = null
  maybe = "maybe"
}
resource "fake_thing" "a" {
  name = "a"
  lifecycle {
    precondition {
      condition     = local.null
      error_message = "x"
    }
  }
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle {
    precondition {
      condition     = local.maybe
      error_message = "x"
    }
  }
}
resource "fake_thing" "c" {
  name = "c"
  lifecycle {
    precondition {
      condition     = local.no
      error_message = sensitive("secret")
    }
  }
}
"#,
        &expect![[r#"
            error: Invalid condition result (fake_thing.a)
              The condition expression must return either true or false, not null.
              --> main.tf:11:23: `local.null`
            error: Invalid condition result (fake_thing.b)
              Invalid condition result value: a bool is required.
              --> main.tf:20:23: `local.maybe`
            error: Resource precondition failed (fake_thing.c)
              The error message included a sensitive value, so it is not shown.
              --> main.tf:29:23: `local.no`
        "#]],
    );
}

#[test]
fn validation_asks_whether_conditions_can_be_evaluated_and_not_whether_they_hold() {
    check_plan(
        r#"
variable "v" { default = 1 }
resource "fake_thing" "fails" {
  lifecycle {
    precondition {
      condition     = length([1]) == var.v + 5
      error_message = "Not looked at."
    }
  }
}
resource "fake_thing" "wrong" {
  lifecycle {
    postcondition {
      condition     = self.nothing == 1
      error_message = "x"
    }
  }
}
check "c" {
  assert {
    condition     = fake_thing.fails.nothing == 1
    error_message = "x"
  }
}
//- /options
validate
"#,
        &expect![[r#"
            error: Unsupported attribute (fake_thing.wrong)
              This object does not have an attribute named "nothing".
              --> main.tf:14:27: `.nothing`
              where: self is an object, known only after apply
            error: Unsupported attribute
              This object has no argument, nested block, or exported attribute named "nothing".
              --> main.tf:21:37: `.nothing`
        "#]],
    );
}

#[test]
fn validation_is_about_all_values_of_variables() {
    check_plan(
        r#"
module "m" {
  source = "./child"
  thing  = null
}
//- /child/main.tf
variable "thing" { type = object({ name = string }) }
resource "fake_thing" "a" {
  count = var.thing == null ? 0 : 1
  name  = var.thing.name
  note  = var.thing.nothing
}
//- /options
validate
"#,
        &expect![[r#"
            error: Unsupported attribute (module.m.fake_thing.a)
              This object does not have an attribute named "nothing".
              --> child/main.tf:5:20: `.nothing`
              where: var.thing is an object, known only after apply
        "#]],
    );
}
