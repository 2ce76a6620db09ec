//! `replace_triggered_by`.

use expect_test::expect;

use crate::support::{check_apply, check_plan};

const BEFORE: &str = r#"
//- /before/main.tf
resource "fake_thing" "updated" {
  name = "updated"
  note = "old"
  uses = "same"
}
resource "fake_thing" "replaced" {
  name = "replaced"
  size = 1
}
resource "fake_thing" "same" { name = "same" }
resource "fake_thing" "many" {
  count = 2
  name  = "many${count.index}"
  note  = "old"
}
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "c" { name = "c" }
resource "fake_thing" "d" { name = "d" }
resource "fake_thing" "e" {
  count = 2
  name  = "e${count.index}"
}
"#;

#[test]
fn updates_and_replacements_trigger() {
    check_plan(
        &format!(
            "{}{BEFORE}",
            r#"
resource "fake_thing" "updated" {
  name = "updated"
  note = "new"
  uses = "same"
}
resource "fake_thing" "replaced" {
  name = "replaced"
  size = 2
}
resource "fake_thing" "same" { name = "same" }
resource "fake_thing" "many" {
  count = 3
  name  = "many${count.index}"
  note  = count.index == 1 ? "new" : "old"
}
resource "fake_thing" "a" {
  name = "a"
  lifecycle { replace_triggered_by = [fake_thing.updated] }
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle { replace_triggered_by = [fake_thing.updated.note, fake_thing.same.id] }
}
resource "fake_thing" "c" {
  name = "c"
  lifecycle { replace_triggered_by = [fake_thing.updated.uses, fake_thing.same] }
}
resource "fake_thing" "d" {
  name = "d"
  lifecycle { replace_triggered_by = [fake_thing.replaced.id] }
}
resource "fake_thing" "e" {
  count = 3
  name  = "e${count.index}"
  lifecycle { replace_triggered_by = [fake_thing.many[count.index]] }
}
"#
        ),
        &expect![[r#"
            -/+ fake_thing.a (replace_by_triggers)
                id: "a-1" -> (known after apply)
            -/+ fake_thing.b (replace_by_triggers)
                id: "b-1" -> (known after apply)
            -/+ fake_thing.d (replace_by_triggers)
                id: "d-1" -> (known after apply)
            -/+ fake_thing.e[1] (replace_by_triggers)
                id: "e1-1" -> (known after apply)
            + fake_thing.e[2]
                id: (known after apply)
                name: "e2"
            ~ fake_thing.many[1]
                note: "old" -> "new"
            + fake_thing.many[2]
                id: (known after apply)
                name: "many2"
                note: "old"
            -/+ fake_thing.replaced (replace_because_cannot_update) (replaced for .size)
                id: "replaced-1" -> (known after apply)
                size: 1 -> 2
            ~ fake_thing.updated
                note: "old" -> "new"
            7 to add, 2 to change, 5 to destroy
        "#]],
    );
}

#[test]
fn a_triggered_replacement_is_applied() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle { replace_triggered_by = [fake_thing.a.note] }
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
"#,
        &expect![[r#"
            update a-1 (note)
            delete b-1
            create b-2
            1 added, 1 changed, 1 destroyed
        "#]],
    );
}

#[test]
fn triggers_must_be_references_to_something() {
    check_plan(
        r#"
resource "fake_thing" "none" {
  count = 0
}
resource "fake_thing" "a" {
  name = "a"
  lifecycle { replace_triggered_by = [fake_thing.none] }
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle { replace_triggered_by = [fake_thing.none[0].id] }
}
"#,
        &expect![[r#"
            error: Reference to nothing in replace_triggered_by (fake_thing.a)
              There is no instance fake_thing.none.
              --> main.tf:7:39: `fake_thing.none`
            error: Reference to nothing in replace_triggered_by (fake_thing.b)
              There is no instance fake_thing.none[0].
              --> main.tf:11:39: `fake_thing.none[0].id`
        "#]],
    );
}

#[test]
fn triggers_within_modules_are_those_of_the_same_instance() {
    check_plan(
        r#"
module "m" {
  source   = "./child"
  for_each = { x = "old", y = "new" }
  note     = each.value
}
//- /child/main.tf
variable "note" {}
resource "fake_thing" "a" {
  name = "a"
  note = var.note
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle { replace_triggered_by = [fake_thing.a] }
}
//- /before/main.tf
module "m" {
  source   = "./child"
  for_each = toset(["x", "y"])
}
//- /before/child/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
}
resource "fake_thing" "b" { name = "b" }
"#,
        &expect![[r#"
            ~ module.m["y"].fake_thing.a
                note: "old" -> "new"
            -/+ module.m["y"].fake_thing.b (replace_by_triggers)
                id: "b-2" -> (known after apply)
            1 to add, 1 to change, 1 to destroy
        "#]],
    );
}
