//! Refreshing, drift, what states say of objects, outputs.

use expect_test::expect;

use crate::support::{check_calls, check_plan, check_state};

#[test]
fn objects_that_changed_outside_are_brought_back() {
    check_plan(
        r#"
resource "fake_thing" "changed" {
  name = "changed"
  note = "as configured"
}
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "same" { name = "same" }
//- /before/main.tf
resource "fake_thing" "changed" {
  name = "changed"
  note = "as configured"
}
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "same" { name = "same" }
//- /world
changed-1 note = "by hand"
gone-1 gone
"#,
        &expect![[r#"
            ~ fake_thing.changed
                note: "by hand" -> "as configured"
            + fake_thing.gone
                id: (known after apply)
                name: "gone"
            drift: fake_thing.changed
                note: "as configured" -> "by hand"
            drift: fake_thing.gone is gone
            1 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn drift_alone_changes_nothing_but_is_shown() {
    let fixture = r#"
resource "fake_disk" "a" { name = "a" }
//- /before/main.tf
resource "fake_disk" "a" { name = "a" }
//- /world
a-1 used = 99
//- /schema
resource fake_disk
  id: string computed
  name: string optional
  used: number computed
"#;
    check_plan(
        fixture,
        &expect![[r#"
        drift: fake_disk.a
            used: 7 -> 99
        no changes
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_disk.a: {id = "a-1", name = "a", used = 99}
    "#]],
    );
}

#[test]
fn without_refresh_the_state_is_believed() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  note = "x"
}
data "fake_thing" "d" { name = "d" }
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "x"
}
//- /world
a-1 note = "by hand"
//- /options
no refresh
"#;
    check_plan(
        fixture,
        &expect![[r#"
        no changes
    "#]],
    );
    check_calls(
        fixture,
        &expect![[r#"
        validate a
        plan a
        validate data d
        data d
    "#]],
    );
}

#[test]
fn each_provider_is_asked_no_more_than_needed() {
    check_calls(
        r#"
resource "fake_thing" "old" { name = "old" }
resource "fake_thing" "new" { name = "new" }
//- /before/main.tf
resource "fake_thing" "old" { name = "old" }
resource "fake_thing" "gone" { name = "gone" }
"#,
        &expect![[r#"
            read old-1
            validate old
            plan old
            validate new
            plan new
            read gone-1
            plan gone
        "#]],
    );
}

/// What an object is now depends on no configuration.
#[test]
fn objects_are_read_before_what_their_resources_depend_on_is_planned() {
    check_calls(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b-${fake_thing.a.id}" }
resource "fake_thing" "c" { name = "c-${fake_thing.b.id}" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b-${fake_thing.a.id}" }
resource "fake_thing" "c" { name = "c-${fake_thing.b.id}" }
"#,
        &expect![[r#"
            read a-1
            read b-a-1-1
            read c-b-a-1-1-1
            validate a
            plan a
            validate b-a-1
            plan b-a-1
            validate c-b-a-1-1
            plan c-b-a-1-1
        "#]],
    );
}

#[test]
fn stored_objects_of_older_schemas_are_upgraded() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
//- /schema
resource fake_thing version=2
  id: string computed
  name: string optional
//- /state
version fake_thing.a 1
"#;
    check_calls(
        fixture,
        &expect![[r#"
        upgrade fake_thing from 1
        read a-1
        validate a
        plan a
    "#]],
    );
    check_plan(
        &fixture.replace("version fake_thing.a 1", "version fake_thing.a 3"),
        &expect![[r#"
        error: Resource instance managed by newer provider version (fake_thing.a)
          The state has version 3 of this object's form; the provider in use knows up to 2. Use a newer version of the provider.
          --> main.tf:2:1: `resource "fake_thing" "a"`
    "#]],
    );
}

#[test]
fn dependencies_are_those_of_configuration() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
data "fake_thing" "d" { name = "d" }
locals { a = "${fake_thing.a.name}-${data.fake_thing.d.name}" }
resource "fake_thing" "kept" {
  name = "kept"
  uses = local.a
}
module "m" {
  source = "./child"
  uses   = fake_thing.kept.id
}
//- /child/main.tf
variable "uses" {}
resource "fake_thing" "in" {
  name = "in"
  uses = var.uses
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "kept" {
  name = "kept"
  uses = "a-d"
  note = fake_thing.b.note
}
"#;
    check_state(
        fixture,
        &expect![[r#"
        data.fake_thing.d: {id = "data-d", name = "d", note = "note of data-d"}
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        fake_thing.b: {id = "b-1", name = "b"} sensitive .password
        fake_thing.kept: {id = "kept-1", name = "kept", uses = "a-d"} after data.fake_thing.d, fake_thing.a sensitive .password
        module.m.fake_thing.in: {id = "in-1", name = "in", uses = "kept-1"} after data.fake_thing.d, fake_thing.a, fake_thing.kept sensitive .password
    "#]],
    );
}

#[test]
fn dependencies_follow_configuration_when_nothing_else_changes() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = "a"
}
output "changed" { value = 1 }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.name
}
"#;
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        fake_thing.b: {id = "b-1", name = "b", uses = "a"} sensitive .password
        output changed: 1
    "#]],
    );
}

#[test]
fn outputs_are_planned() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
output "same" { value = "same" }
output "changed" { value = "new" }
output "new" { value = ["x", 1, { a = null }] }
output "unknown" { value = fake_thing.a.id }
output "null" { value = null }
output "hidden" {
  value     = "open"
  sensitive = true
}
output "becomes_null" { value = null }
//- /before/main.tf
output "same" { value = "same" }
output "changed" { value = "old" }
output "removed" { value = "x" }
output "hidden" { value = "open" }
output "becomes_null" { value = "x" }
"#;
    check_plan(
        fixture,
        &expect![[r#"
        + fake_thing.a
            id: (known after apply)
            name: "a"
        output becomes_null: "x" -> null
        output changed: "old" -> "new"
        output hidden: "open" -> sensitive("open")
        output new = ["x", 1, {}]
        output removed: "x" -> null
        output unknown = (known after apply)
        1 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        output changed: "new"
        output hidden: "open" sensitive
        output new: ["x",1,{"a":null}]
        output same: "same"
        output unknown: "a-1"
    "#]],
    );
}

#[test]
fn a_change_of_an_output_alone_is_a_change() {
    check_plan(
        r#"
output "o" { value = 2 }
//- /before/main.tf
output "o" { value = 1 }
"#,
        &expect![[r#"
            output o: 1 -> 2
            nothing to add, change or destroy
        "#]],
    );
}
