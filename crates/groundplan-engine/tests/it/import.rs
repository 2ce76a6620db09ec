//! `import` blocks: objects that are taken over.

use expect_test::expect;

use crate::support::{check_apply, check_calls, check_plan, check_state};

/// Two things exist that no state knows: `a-1` and `b-1`.
const WORLD: &str = r#"
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "as it is"
}
resource "fake_thing" "b" { name = "b" }
//- /state
drop fake_thing.a
drop fake_thing.b
"#;

#[test]
fn objects_are_taken_over_and_then_planned() {
    let fixture = format!(
        r#"
locals {{ id = "a-1" }}
resource "fake_thing" "same" {{
  name = "a"
  note = "as it is"
}}
resource "fake_thing" "changed" {{
  name = "b"
  note = "new"
}}
resource "fake_thing" "after" {{
  name = "after"
  uses = fake_thing.same.id
}}
import {{
  to = fake_thing.same
  id = local.id
}}
import {{
  to = fake_thing.changed
  id = "b-1"
}}
{WORLD}"#
    );
    check_plan(
        &fixture,
        &expect![[r#"
        + fake_thing.after
            id: (known after apply)
            name: "after"
            uses: "a-1"
        ~ fake_thing.changed (imported from b-1)
            note: null -> "new"
          fake_thing.same (imported from a-1)
        1 to add, 1 to change, 0 to destroy
    "#]],
    );
    check_apply(
        &fixture,
        &expect![[r#"
        create after-1
        update b-1 (note)
        1 added, 1 changed, 0 destroyed, 2 imported
    "#]],
    );
    check_state(
        &fixture,
        &expect![[r#"
        fake_thing.after: {id = "after-1", name = "after", uses = "a-1"} after fake_thing.same sensitive .password
        fake_thing.changed: {id = "b-1", name = "b", note = "new"} sensitive .password
        fake_thing.same: {id = "a-1", name = "a", note = "as it is"} sensitive .password
    "#]],
    );
}

#[test]
fn for_each_keys_and_modules() {
    let fixture = format!(
        r#"
locals {{ all = {{ a = "a-1", b = "b-1" }} }}
module "m" {{
  source   = "./child"
  for_each = local.all
  name     = each.key
}}
import {{
  for_each = local.all
  to       = module.m[each.key].fake_thing.in[0]
  id       = each.value
}}
//- /child/main.tf
variable "name" {{}}
resource "fake_thing" "in" {{
  count = 1
  name  = var.name
}}
{WORLD}"#
    );
    check_plan(
        &fixture,
        &expect![[r#"
        ~ module.m["a"].fake_thing.in[0] (imported from a-1)
            note: "as it is" -> null
          module.m["b"].fake_thing.in[0] (imported from b-1)
        0 to add, 1 to change, 0 to destroy
    "#]],
    );
    check_calls(
        &fixture,
        &expect![[r#"
        import a-1
        read a-1
        validate a
        plan a
        import b-1
        read b-1
        validate b
        plan b
    "#]],
    );
}

#[test]
fn what_is_managed_already_is_not_imported() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
import {
  to = fake_thing.a
  id = "a-1"
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
"#,
        &expect![[r#"
            no changes
        "#]],
    );
}

#[test]
fn what_is_wrong_with_imports() {
    check_plan(
        r#"
resource "fake_thing" "none" { name = "none" }
resource "fake_thing" "keyed" {
  for_each = toset(["x"])
  name     = each.key
}
resource "fake_thing" "unknown" { name = "unknown" }
resource "fake_thing" "empty" { name = "empty" }
resource "fake_thing" "twice" { name = "twice" }
resource "fake_thing" "new" { name = "new" }
import {
  to = fake_thing.none
  id = "no-such-thing"
}
import {
  to = fake_thing.keyed["y"]
  id = "y"
}
import {
  to = fake_thing.unknown
  id = fake_thing.new.id
}
import {
  to = fake_thing.empty
  id = ""
}
import {
  to = fake_thing.twice
  id = "1"
}
import {
  to = fake_thing.twice
  id = "2"
}
"#,
        &expect![[r#"
            error: Cannot import non-existent remote object (fake_thing.none)
              While attempting to import an existing object to "fake_thing.none", the provider detected that no object exists with the id "no-such-thing". Only pre-existing objects can be imported.
              --> main.tf:11:1: `import`
              help: check that the id is right and belongs to the provider's account and region; to create a new object, leave the import out
            error: Configuration for import target does not exist
              The configuration for the given import target fake_thing.keyed["y"] does not exist. All target instances must have an associated configuration to be imported.
              --> main.tf:15:1: `import`
              help: declare it: `resource "fake_thing" "keyed" { ... }`, with a "for_each" that has this key
            error: Invalid import id argument
              The import block "id" argument depends on resource attributes that cannot be determined until apply, so the import of this resource cannot be planned.
              --> main.tf:21:8: `fake_thing.new.id`
            error: Invalid import id argument
              The import ID value evaluates to an empty string, please provide a non-empty value.
              --> main.tf:25:8: `""`
            error: Duplicate import configuration
              fake_thing.twice can be imported only once, and another import block is about it too.
              --> main.tf:31:1: `import`
              --> main.tf:27:1: `import` the other import
        "#]],
    );
    check_plan(
        r#"
import {
  to = fake_thing.nowhere
  id = "a-1"
}
import {
  to = module.none.fake_thing.nowhere["k"]
  id = "a-1"
}
"#,
        &expect![[r#"
            error: Configuration for import target does not exist
              The configuration for the given import target fake_thing.nowhere does not exist. All target instances must have an associated configuration to be imported.
              --> main.tf:2:1: `import`
              help: declare it: `resource "fake_thing" "nowhere" { ... }`
            error: Configuration for import target does not exist
              The configuration for the given import target module.none.fake_thing.nowhere["k"] does not exist. All target instances must have an associated configuration to be imported.
              --> main.tf:6:1: `import`
              help: declare it: `resource "fake_thing" "nowhere" { ... }`, with a "for_each" that has this key
        "#]],
    );
    check_plan(
        r#"
resource "fake_thing" "itself" { name = "x" }
import {
  to = fake_thing.itself
  id = fake_thing.itself.name
}
"#,
        &expect![[r#"
            error: Self-referential expression
              The configuration of fake_thing.itself refers to itself.
              --> main.tf:2:1: `resource "fake_thing" "itself"`
        "#]],
    );
}

#[test]
fn a_provider_that_finds_nothing_says_so() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
import {
  to = fake_thing.a
  id = "odd"
}
import {
  to = fake_thing.b
  id = "refused"
}
//- /provider
import odd: null
import refused: error no such id
"#,
        &expect![[r#"
            error: no such id (fake_thing.b)
              --> main.tf:3:1: `resource "fake_thing" "b"`
            error: Import returned no resources (fake_thing.a)
              The provider returned nothing for the id "odd".
              --> main.tf:4:1: `import`
        "#]],
    );
}
