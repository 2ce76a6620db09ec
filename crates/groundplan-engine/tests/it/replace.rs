//! Replacement: why, in which order, and what that means for dependents.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

const CHAIN: &str = r#"
resource "fake_thing" "a" {
  name = "a"
  size = 2
}
resource "fake_thing" "b" {
  name = "b"
  size = fake_thing.a.size
  uses = fake_thing.a.id
}
resource "fake_thing" "c" {
  name = "c"
  uses = fake_thing.b.id
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  size = 1
}
resource "fake_thing" "b" {
  name = "b"
  size = fake_thing.a.size
  uses = fake_thing.a.id
}
resource "fake_thing" "c" {
  name = "c"
  uses = fake_thing.b.id
}
"#;

#[test]
fn destroyed_then_created_against_and_along_the_graph() {
    check_plan(
        CHAIN,
        &expect![[r#"
        -/+ fake_thing.a (replace_because_cannot_update) (replaced for .size)
            id: "a-1" -> (known after apply)
            size: 1 -> 2
        -/+ fake_thing.b (replace_because_cannot_update) (replaced for .size)
            id: "b-1" -> (known after apply)
            size: 1 -> 2
            uses: "a-1" -> (known after apply)
        ~ fake_thing.c
            uses: "b-1" -> (known after apply)
        2 to add, 1 to change, 2 to destroy
    "#]],
    );
    check_apply(
        CHAIN,
        &expect![[r#"
        delete b-1
        delete a-1
        create a-2
        create b-2
        update c-1 (uses)
        2 added, 1 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn created_then_destroyed_spreads_to_what_is_depended_on() {
    let fixture = CHAIN.replacen(
        "uses = fake_thing.b.id",
        "uses = fake_thing.b.id\n  lifecycle { create_before_destroy = true }",
        1,
    );
    check_plan(
        &fixture,
        &expect![[r#"
        +/- fake_thing.a (replace_because_cannot_update) (replaced for .size)
            id: "a-1" -> (known after apply)
            size: 1 -> 2
        +/- fake_thing.b (replace_because_cannot_update) (replaced for .size)
            id: "b-1" -> (known after apply)
            size: 1 -> 2
            uses: "a-1" -> (known after apply)
        ~ fake_thing.c
            uses: "b-1" -> (known after apply)
        2 to add, 1 to change, 2 to destroy
    "#]],
    );
    check_apply(
        &fixture,
        &expect![[r#"
        create a-2
        create b-2
        update c-1 (uses)
        delete b-1
        delete a-1
        2 added, 1 changed, 2 destroyed
    "#]],
    );
    check_state(
        &fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-2", name = "a", size = 2} created first sensitive .password
        fake_thing.b: {id = "b-2", name = "b", size = 2, uses = "a-2"} created first after fake_thing.a sensitive .password
        fake_thing.c: {id = "c-1", name = "c", uses = "b-2"} created first after fake_thing.a, fake_thing.b sensitive .password
    "#]],
    );
}

#[test]
fn dependents_of_what_is_created_first_may_be_destroyed_first() {
    let fixture = CHAIN.replacen("  size = 2\n", "  size = 2\n  lifecycle { create_before_destroy = true }\n", 1);
    check_plan(
        &fixture,
        &expect![[r#"
        +/- fake_thing.a (replace_because_cannot_update) (replaced for .size)
            id: "a-1" -> (known after apply)
            size: 1 -> 2
        -/+ fake_thing.b (replace_because_cannot_update) (replaced for .size)
            id: "b-1" -> (known after apply)
            size: 1 -> 2
            uses: "a-1" -> (known after apply)
        ~ fake_thing.c
            uses: "b-1" -> (known after apply)
        2 to add, 1 to change, 2 to destroy
    "#]],
    );
    check_apply(
        &fixture,
        &expect![[r#"
        delete b-1
        create a-2
        create b-2
        update c-1 (uses)
        delete a-1
        2 added, 1 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn create_before_destroy_spreads_through_values_and_modules() {
    check_plan(
        r#"
resource "fake_thing" "base" {
  name = "base"
  size = 2
}
resource "fake_thing" "other" {
  name = "other"
  size = 2
}
locals { base = fake_thing.base.id }
module "m" {
  source = "./child"
  uses   = local.base
}
//- /child/main.tf
variable "uses" {}
resource "fake_thing" "top" {
  name = "top"
  uses = var.uses
  lifecycle { create_before_destroy = true }
}
//- /before/main.tf
resource "fake_thing" "base" {
  name = "base"
  size = 1
}
resource "fake_thing" "other" {
  name = "other"
  size = 1
}
module "m" {
  source = "./child"
  uses   = fake_thing.base.id
}
//- /before/child/main.tf
variable "uses" {}
resource "fake_thing" "top" {
  name = "top"
  uses = var.uses
}
"#,
        &expect![[r#"
            +/- fake_thing.base (replace_because_cannot_update) (replaced for .size)
                id: "base-1" -> (known after apply)
                size: 1 -> 2
            -/+ fake_thing.other (replace_because_cannot_update) (replaced for .size)
                id: "other-1" -> (known after apply)
                size: 1 -> 2
            ~ module.m.fake_thing.top
                uses: "base-1" -> (known after apply)
            2 to add, 1 to change, 2 to destroy
        "#]],
    );
}

#[test]
fn only_attributes_that_really_change_replace() {
    check_plan(
        r#"
resource "fake_net" "a" {
  name = "a"
  kind = "x"
  note = "new"
  rule { port = 1 }
  rule { port = 3 }
}
//- /before/main.tf
resource "fake_net" "a" {
  name = "a"
  kind = "x"
  note = "old"
  rule { port = 1 }
  rule { port = 2 }
}
//- /schema
resource fake_net
  id: string computed
  name: string optional
  kind: string optional replace
  note: string optional
  block rule list
    port: number optional replace
"#,
        &expect![[r#"
            -/+ fake_net.a (replace_because_cannot_update) (replaced for .rule[1].port)
                id: "a-1" -> (known after apply)
                note: "old" -> "new"
                rule: [{port = 1}, {port = 2}] -> [{port = 1}, {port = 3}]
            1 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn unknown_values_replace_where_a_change_would() {
    check_plan(
        r#"
resource "fake_thing" "new" { name = "new" }
resource "fake_disk" "a" {
  name = "a"
  uses = fake_thing.new.id
}
//- /before/main.tf
resource "fake_disk" "a" {
  name = "a"
  uses = "something"
}
//- /schema
resource fake_thing
  id: string computed
  name: string optional
resource fake_disk
  id: string computed
  name: string optional
  uses: string optional replace
"#,
        &expect![[r#"
            -/+ fake_disk.a (replace_because_cannot_update) (replaced for .uses)
                id: "a-1" -> (known after apply)
                uses: "something" -> (known after apply)
            + fake_thing.new
                id: (known after apply)
                name: "new"
            2 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn tainted_objects_are_replaced() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
//- /state
taint fake_thing.a
"#;
    check_plan(
        fixture,
        &expect![[r#"
        -/+ fake_thing.a (replace_because_tainted)
            id: "a-1" -> (known after apply)
        ~ fake_thing.b
            uses: "a-1" -> (known after apply)
        1 to add, 1 to change, 1 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        delete a-1
        create a-2
        update b-1 (uses)
        1 added, 1 changed, 1 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-2", name = "a"} sensitive .password
        fake_thing.b: {id = "b-1", name = "b", uses = "a-2"} after fake_thing.a sensitive .password
    "#]],
    );
}

#[test]
fn prevent_destroy_refuses_every_way_of_destroying() {
    check_plan(
        r#"
resource "fake_thing" "replaced" {
  name = "replaced"
  size = 2
  lifecycle { prevent_destroy = true }
}
resource "fake_thing" "tainted" {
  name = "tainted"
  lifecycle { prevent_destroy = true }
}
resource "fake_thing" "shrunk" {
  count = 1
  name  = "shrunk"
  lifecycle { prevent_destroy = true }
}
resource "fake_thing" "kept" {
  name = "kept"
  note = "new"
  lifecycle { prevent_destroy = true }
}
//- /before/main.tf
resource "fake_thing" "replaced" {
  name = "replaced"
  size = 1
}
resource "fake_thing" "tainted" { name = "tainted" }
resource "fake_thing" "shrunk" {
  count = 2
  name  = "shrunk"
}
resource "fake_thing" "kept" { name = "kept" }
//- /state
taint fake_thing.tainted
"#,
        &expect![[r#"
            error: Instance cannot be destroyed (fake_thing.replaced)
              Resource fake_thing.replaced has lifecycle.prevent_destroy set, but the plan calls for it to be replaced.
              --> main.tf:2:1: `resource "fake_thing" "replaced"`
              help: to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it
            error: Instance cannot be destroyed (fake_thing.tainted)
              Resource fake_thing.tainted has lifecycle.prevent_destroy set, but the plan calls for it to be replaced.
              --> main.tf:7:1: `resource "fake_thing" "tainted"`
              help: to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it
            error: Instance cannot be destroyed (fake_thing.shrunk[1])
              Resource fake_thing.shrunk[1] has lifecycle.prevent_destroy set, but the plan calls for it to be destroyed.
              --> main.tf:11:1: `resource "fake_thing" "shrunk"`
              help: to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it
        "#]],
    );
}

#[test]
fn prevent_destroy_refuses_to_destroy_everything() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  lifecycle { prevent_destroy = true }
}
resource "fake_thing" "b" { name = "b" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
//- /options
destroy
"#,
        &expect![[r#"
            error: Instance cannot be destroyed (fake_thing.a)
              Resource fake_thing.a has lifecycle.prevent_destroy set, but the plan calls for it to be destroyed.
              --> main.tf:2:1: `resource "fake_thing" "a"`
              help: to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it
        "#]],
    );
}

#[test]
fn the_replaced_object_comes_back_when_nothing_could_be_created() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  size = 2
  lifecycle { create_before_destroy = true }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  size = 1
}
//- /provider
create a: error No room
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create a refused
        error: No room (fake_thing.a)
          --> main.tf:2:1: `resource "fake_thing" "a"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", size = 1} created first sensitive .password
    "#]],
    );
}

#[test]
fn the_replaced_object_waits_when_the_new_one_was_only_half_created() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  size = 2
  lifecycle { create_before_destroy = true }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  size = 1
}
//- /provider
create a: partial Half done
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create a-2
        error: Half done (fake_thing.a)
          --> main.tf:2:1: `resource "fake_thing" "a"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-2", name = "a", size = 2} tainted created first sensitive .password
        fake_thing.a (deposed): {id = "a-1", name = "a", size = 1} created first sensitive .password
    "#]],
    );
}
