//! Applying: order and failures.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn what_is_removed_goes_before_what_depended_on_it_is_changed() {
    // Terraform's order, also where the reference is gone from configuration.
    check_apply(
        r#"
resource "fake_thing" "z" {
  name = "z"
  uses = "nothing"
}
resource "fake_thing" "b" { name = "b" }
//- /before/main.tf
resource "fake_thing" "y" { name = "y" }
resource "fake_thing" "z" {
  name = "z"
  uses = fake_thing.y.id
}
resource "fake_thing" "b" {
  name = "b"
  note = "x"
}
//- /provider
delete y: slow
"#,
        &expect![[r#"
            update b-1 (note)
            delete y-1
            update z-1 (uses)
            0 added, 2 changed, 1 destroyed
        "#]],
    );
}

#[test]
fn what_is_removed_and_was_created_first_goes_after_what_depended_on_it_is_changed() {
    check_apply(
        r#"
resource "fake_thing" "z" {
  name = "z"
  uses = "nothing"
}
//- /before/main.tf
resource "fake_thing" "y" {
  name = "y"
  lifecycle { create_before_destroy = true }
}
resource "fake_thing" "z" {
  name = "z"
  uses = fake_thing.y.id
}
//- /provider
update z: slow
"#,
        &expect![[r#"
            update z-1 (uses)
            delete y-1
            0 added, 1 changed, 1 destroyed
        "#]],
    );
}

#[test]
fn what_depended_on_something_goes_before_that_is_changed() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
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
//- /provider
delete b: slow
"#,
        &expect![[r#"
            delete b-1
            update a-1 (note)
            0 added, 1 changed, 1 destroyed
        "#]],
    );
}

#[test]
fn orphans_go_in_the_order_that_states_know() {
    check_apply(
        r#"
resource "fake_thing" "kept" { name = "kept" }
//- /before/main.tf
resource "fake_thing" "kept" { name = "kept" }
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
module "m" {
  source = "./child"
  uses   = fake_thing.b.id
}
//- /before/child/main.tf
variable "uses" {}
resource "fake_thing" "c" {
  name = "c"
  uses = var.uses
}
//- /provider
delete c: slow
"#,
        &expect![[r#"
            delete c-1
            delete b-1
            delete a-1
            0 added, 0 changed, 3 destroyed
        "#]],
    );
}

#[test]
fn an_edge_that_was_turned_around_does_not_stop_the_rest() {
    // The state says b after a, configuration says a after b.
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  size = 2
  uses = fake_thing.b.id
}
resource "fake_thing" "b" {
  name = "b"
  size = 2
}
resource "fake_thing" "d" {
  name = "d"
  note = "new"
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  size = 1
}
resource "fake_thing" "b" {
  name = "b"
  size = 1
  uses = fake_thing.a.id
}
resource "fake_thing" "d" {
  name = "d"
  note = "old"
}
resource "fake_thing" "e" {
  name = "e"
  uses = fake_thing.d.id
}
//- /provider
delete e: slow
"#,
        &expect![[r#"
            delete b-1
            delete a-1
            create b-2
            create a-2
            delete e-1
            update d-1 (note)
            2 added, 1 changed, 3 destroyed
        "#]],
    );
}

#[test]
fn a_failure_stops_only_what_depends_on_it() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "after_a" {
  name = "after_a"
  uses = fake_thing.a.id
}
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "after_b" {
  name = "after_b"
  uses = fake_thing.b.id
}
output "a" { value = fake_thing.a.id }
output "b" { value = fake_thing.b.id }
//- /provider
create a: error No room at name
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create a refused
        create b-1
        create after_b-1
        error: No room (fake_thing.a)
          --> main.tf:2:29: `name = "a"`
        2 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.after_b: {id = "after_b-1", name = "after_b", uses = "b-1"} after fake_thing.b sensitive .password
        fake_thing.b: {id = "b-1", name = "b"} sensitive .password
        output b: "b-1"
    "#]],
    );
}

#[test]
fn what_failed_to_be_destroyed_keeps_what_it_depends_on() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
resource "fake_thing" "c" { name = "c" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
resource "fake_thing" "c" { name = "c" }
output "o" { value = fake_thing.a.id }
//- /options
destroy
//- /provider
delete b: error Still in use
"#;
    check_apply(
        fixture,
        &expect![[r#"
        delete b refused
        delete c-1
        error: Still in use (fake_thing.b)
        0 added, 0 changed, 1 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        fake_thing.b: {id = "b-1", name = "b", uses = "a-1"} after fake_thing.a sensitive .password
        output o: "a-1"
    "#]],
    );
}

#[test]
fn half_created_objects_are_tainted_and_half_updated_ones_are_not() {
    let fixture = r#"
resource "fake_thing" "new" { name = "new" }
resource "fake_thing" "old" {
  name = "old"
  note = "new"
}
//- /before/main.tf
resource "fake_thing" "old" {
  name = "old"
  note = "old"
}
//- /provider
create new: partial Half done
update old: partial Half done
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create new-1
        update old-1 (note)
        error: Half done (fake_thing.new)
          --> main.tf:2:1: `resource "fake_thing" "new"`
        error: Half done (fake_thing.old)
          --> main.tf:3:1: `resource "fake_thing" "old"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.new: {id = "new-1", name = "new"} tainted sensitive .password
        fake_thing.old: {id = "old-1", name = "old", note = "new"} sensitive .password
    "#]],
    );
}

#[test]
fn an_update_that_failed_and_says_nothing_loses_nothing() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
}
//- /provider
update a: error Refused
"#;
    check_apply(
        fixture,
        &expect![[r#"
        update a refused
        error: Refused (fake_thing.a)
          --> main.tf:2:1: `resource "fake_thing" "a"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", note = "old"} sensitive .password
    "#]],
    );
}

#[test]
fn warnings_come_once() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "x"
}
//- /provider
validate a: warning Better not at note
plan a: warning Careful
"#,
        &expect![[r#"
            warning: Careful (fake_thing.a)
              --> main.tf:2:1: `resource "fake_thing" "a"`
            warning: Better not (fake_thing.a)
              --> main.tf:4:3: `note = "x"`
            + fake_thing.a
                id: (known after apply)
                name: "a"
                note: "x"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
    check_apply(
        r#"
resource "fake_thing" "a" { name = "a" }
//- /provider
plan a: warning Careful
create a: warning Done, but
"#,
        &expect![[r#"
            warning: Careful (fake_thing.a)
              --> main.tf:2:1: `resource "fake_thing" "a"`
            create a-1
            warning: Done, but (fake_thing.a)
              --> main.tf:2:1: `resource "fake_thing" "a"`
            1 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn errors_point_at_arguments_at_any_depth() {
    check_plan(
        r#"
resource "fake_net" "one" {
  name = "one"
  rule { port = 1 }
  rule { port = 2 }
}
resource "fake_net" "two" {
  name = "two"
  dynamic "rule" {
    for_each = [1]
    content { port = rule.value }
  }
}
resource "fake_net" "three" {
  name = "three"
  tags = { a = "b" }
}
resource "fake_net" "four" { name = "four" }
//- /schema
resource fake_net
  id: string computed
  name: string optional
  tags: map(string) optional
  block rule list
    port: number optional
//- /provider
validate one: error Port in use at rule.1.port
plan two: error Port in use at rule.0.port
plan three: error Bad tag at tags.a
plan four: error Must be set at tags
"#,
        &expect![[r#"
            error: Port in use (fake_net.one)
              --> main.tf:5:10: `port = 2`
            error: Port in use (fake_net.two)
              --> main.tf:11:15: `port = rule.value`
            error: Bad tag (fake_net.three)
              --> main.tf:16:3: `tags = { a = "b" }`
              where: tags.a is what this is about
            error: Must be set (fake_net.four)
              --> main.tf:18:1: `resource "fake_net" "four"`
              where: tags is what this is about
        "#]],
    );
}
