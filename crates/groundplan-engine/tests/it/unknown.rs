//! What is not known before apply, and what is known all the same.

use expect_test::expect;

use crate::support::check_plan;

#[test]
fn unknown_values_spread_through_configuration() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
locals { label = "id-${fake_thing.a.id}" }
module "m" {
  source = "./child"
  label  = local.label
}
resource "fake_thing" "b" {
  name = "b"
  note = module.m.shout
  tags = { known = "yes", unknown = fake_thing.a.id }
}
output "known" { value = fake_thing.b.tags.known }
output "unknown" { value = fake_thing.b.tags }
output "not_null" { value = fake_thing.a.id == null }
//- /child/main.tf
variable "label" {}
output "shout" { value = upper(var.label) }
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
            + fake_thing.b
                id: (known after apply)
                name: "b"
                note: (known after apply)
                tags: {known = "yes", unknown = (known after apply)}
            output known = "yes"
            output not_null = (known after apply)
            output unknown = {known = "yes", unknown = (known after apply)}
            2 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn computed_attributes_keep_their_values_when_something_else_changes() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
"#,
        &expect![[r#"
            ~ fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn what_a_provider_does_not_know_before_a_change_makes_dependents_unknown() {
    check_plan(
        r#"
resource "fake_clock" "a" {
  name = "a"
  note = "new"
}
resource "fake_clock" "b" {
  name = "b"
  note = fake_clock.a.stamp
}
//- /before/main.tf
resource "fake_clock" "a" {
  name = "a"
  note = "old"
}
resource "fake_clock" "b" {
  name = "b"
  note = fake_clock.a.stamp
}
//- /schema
resource fake_clock
  id: string computed
  name: string optional
  note: string optional
  stamp: string volatile
"#,
        &expect![[r#"
            ~ fake_clock.a
                note: "old" -> "new"
                stamp: "stamp of a-1" -> (known after apply)
            ~ fake_clock.b
                note: "stamp of a-1" -> (known after apply)
                stamp: "stamp of b-1" -> (known after apply)
            0 to add, 2 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn defaults_of_the_provider_are_known() {
    check_plan(
        r#"
resource "fake_disk" "a" { name = "a" }
output "kind" { value = fake_disk.a.kind }
//- /schema
resource fake_disk
  id: string computed
  name: string optional
  kind: string optional computed default="ssd"
"#,
        &expect![[r#"
            + fake_disk.a
                id: (known after apply)
                kind: "ssd"
                name: "a"
            output kind = "ssd"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}
