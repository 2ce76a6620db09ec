//! `moved` blocks: objects that keep their place in the world while their addresses change.

use expect_test::expect;

use crate::support::{check_apply, check_killed, check_plan, check_state};

#[test]
fn resources_instances_and_modules_move() {
    let fixture = r#"
resource "fake_thing" "new" { name = "renamed" }
resource "fake_thing" "keyed" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "fake_thing" "counted" {
  count = 2
  name  = "c${count.index}"
}
module "after" { source = "./child" }
module "many" {
  source   = "./child"
  for_each = toset(["x"])
}
moved {
  from = fake_thing.old
  to   = fake_thing.new
}
moved {
  from = fake_thing.keyed[0]
  to   = fake_thing.keyed["a"]
}
moved {
  from = fake_thing.keyed[1]
  to   = fake_thing.keyed["b"]
}
moved {
  from = fake_thing.several
  to   = fake_thing.counted
}
moved {
  from = module.before
  to   = module.after
}
moved {
  from = module.one
  to   = module.many["x"]
}
moved {
  from = fake_thing.outside
  to   = module.after.fake_thing.inside
}
//- /child/main.tf
resource "fake_thing" "in" { name = "in" }
resource "fake_thing" "inside" { name = "inside" }
//- /before/main.tf
resource "fake_thing" "old" { name = "old" }
resource "fake_thing" "outside" { name = "inside" }
resource "fake_thing" "keyed" {
  count = 2
  name  = ["a", "b"][count.index]
}
resource "fake_thing" "several" {
  count = 2
  name  = "c${count.index}"
}
module "before" { source = "./child" }
module "one" { source = "./child" }
//- /before/child/main.tf
resource "fake_thing" "in" { name = "in" }
"#;
    check_plan(
        fixture,
        &expect![[r#"
          fake_thing.counted[0] (was fake_thing.several[0])
          fake_thing.counted[1] (was fake_thing.several[1])
          fake_thing.keyed["a"] (was fake_thing.keyed[0])
          fake_thing.keyed["b"] (was fake_thing.keyed[1])
        ~ fake_thing.new (was fake_thing.old)
            name: "old" -> "renamed"
          module.after.fake_thing.in (was module.before.fake_thing.in)
          module.after.fake_thing.inside (was fake_thing.outside)
          module.many["x"].fake_thing.in (was module.one.fake_thing.in)
        + module.many["x"].fake_thing.inside
            id: (known after apply)
            name: "inside"
        1 to add, 1 to change, 0 to destroy
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.counted[0]: {id = "c0-1", name = "c0"} sensitive .password
        fake_thing.counted[1]: {id = "c1-1", name = "c1"} sensitive .password
        fake_thing.keyed["a"]: {id = "a-1", name = "a"} sensitive .password
        fake_thing.keyed["b"]: {id = "b-1", name = "b"} sensitive .password
        fake_thing.new: {id = "old-1", name = "renamed"} sensitive .password
        module.after.fake_thing.in: {id = "in-2", name = "in"} sensitive .password
        module.after.fake_thing.inside: {id = "inside-1", name = "inside"} sensitive .password
        module.many["x"].fake_thing.in: {id = "in-1", name = "in"} sensitive .password
        module.many["x"].fake_thing.inside: {id = "inside-2", name = "inside"} sensitive .password
    "#]],
    );
}

#[test]
fn moves_follow_each_other() {
    check_plan(
        r#"
resource "fake_thing" "c" { name = "a" }
module "outer" { source = "./outer" }
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
moved {
  from = fake_thing.b
  to   = fake_thing.c
}
moved {
  from = module.once
  to   = module.outer
}
//- /outer/main.tf
module "new" { source = "./inner" }
moved {
  from = module.old
  to   = module.new
}
//- /outer/inner/main.tf
resource "fake_thing" "renamed" { name = "x" }
moved {
  from = fake_thing.original
  to   = fake_thing.renamed
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
module "once" { source = "./outer" }
//- /before/outer/main.tf
module "old" { source = "./inner" }
//- /before/outer/inner/main.tf
resource "fake_thing" "original" { name = "x" }
"#,
        &expect![[r#"
              fake_thing.c (was fake_thing.a)
              module.outer.module.new.fake_thing.renamed (was module.once.module.old.fake_thing.original)
            nothing to add, change or destroy
        "#]],
    );
}

#[test]
fn a_module_gets_keys_while_things_move_in_it() {
    check_plan(
        r#"
module "m" {
  source = "./child"
  count  = 1
}
moved {
  from = module.m
  to   = module.m[0]
}
//- /child/main.tf
resource "fake_thing" "new" { name = "x" }
moved {
  from = fake_thing.old
  to   = fake_thing.new
}
//- /before/main.tf
module "m" { source = "./child" }
//- /before/child/main.tf
resource "fake_thing" "old" { name = "x" }
"#,
        &expect![[r#"
              module.m[0].fake_thing.new (was module.m.fake_thing.old)
            nothing to add, change or destroy
        "#]],
    );
}

#[test]
fn a_move_out_of_a_count_replaces_the_implied_one() {
    check_plan(
        r#"
resource "fake_thing" "x" { name = "x1" }
moved {
  from = fake_thing.x[1]
  to   = fake_thing.x
}
//- /before/main.tf
resource "fake_thing" "x" {
  count = 2
  name  = "x${count.index}"
}
"#,
        &expect![[r#"
              fake_thing.x (was fake_thing.x[1])
            - fake_thing.x[0] (delete_because_wrong_repetition)
            0 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn an_object_that_cannot_move_is_told_of() {
    check_plan(
        r#"
resource "fake_thing" "b" { name = "b" }
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
"#,
        &expect![[r#"
            warning: Unresolved resource instance address changes
              Addresses of resource instances in the state were to be adjusted to what configuration says of moves, but there are objects at the intended addresses already: fake_thing.a could not move to fake_thing.b. The objects that could not move are planned to be destroyed.
              help: if that is not what you want, resolve the conflicts with `groundplan state` and plan again
            - fake_thing.a (delete_because_no_resource_config)
            0 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn moves_that_contradict_are_errors() {
    check_plan(
        r#"
resource "fake_thing" "still" { name = "still" }
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "c" {
  count = 2
  name  = "c"
}
module "m" {
  source = "./child"
  count  = 2
}
moved {
  from = fake_thing.still
  to   = fake_thing.b
}
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
moved {
  from = fake_thing.a
  to   = fake_thing.c
}
moved {
  from = fake_thing.c[1]
  to   = fake_thing.c[0]
}
moved {
  from = fake_thing.b
  to   = fake_thing.b
}
moved {
  from = module.m[1]
  to   = module.n[1]
}
moved {
  from = module.m
  to   = module.o
}
//- /child/main.tf
resource "fake_thing" "in" { name = "in" }
"#,
        &expect![[r#"
            error: Moved object still exists
              This statement declares a move from fake_thing.still, but that resource is still declared. Change your configuration so that this resource will be declared as fake_thing.b instead.
              --> main.tf:12:1: `moved`
              --> main.tf:2:1: `resource "fake_thing" "still"` declared here
            error: Ambiguous move statements
              Another statement declares that fake_thing.still moved to fake_thing.b, but this statement instead declares that fake_thing.a moved there. Each resource can have moved from only one source resource.
              --> main.tf:16:1: `moved`
              --> main.tf:12:1: `moved` the other statement
            error: Ambiguous move statements
              Another statement declares that fake_thing.a moved to fake_thing.b, but this statement instead declares that it moved to fake_thing.c. Each resource can move to only one destination resource.
              --> main.tf:20:1: `moved`
              --> main.tf:16:1: `moved` the other statement
            error: Moved object still exists
              This statement declares a move from fake_thing.c[1], but that resource instance is still declared. Change your configuration so that this instance will be declared as fake_thing.c[0] instead.
              --> main.tf:24:1: `moved`
              --> main.tf:5:11: `2` declared here
            error: Redundant move statement
              This statement declares a move from fake_thing.b to the same address, which is the same as not declaring this move at all.
              --> main.tf:28:1: `moved`
            error: Moved object still exists
              This statement declares a move from module.m[1], but that module instance is still declared. Change your configuration so that this instance will be declared as module.n[1] instead.
              --> main.tf:32:1: `moved`
              --> main.tf:10:12: `2` declared here
            error: Moved object still exists
              This statement declares a move from module.m, but that module call is still declared. Change your configuration so that this call will be declared as module.o instead.
              --> main.tf:36:1: `moved`
              --> main.tf:8:1: `module "m"` declared here
        "#]],
    );
}

#[test]
fn a_circle_of_moves_is_an_error() {
    check_plan(
        r#"
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
moved {
  from = fake_thing.b
  to   = fake_thing.a
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
"#,
        &expect![[r#"
            error: Cyclic dependency in move statements
              The following chained move statements form a cycle, and so there is no final location to move objects to: fake_thing.a to fake_thing.b; fake_thing.b to fake_thing.a. A chain of move statements must end with an address that doesn't appear in any other statements, and which typically also refers to an object still declared in the configuration.
              --> main.tf:2:1: `moved`
              --> main.tf:6:1: `moved` and this one
        "#]],
    );
}

#[test]
fn an_object_becomes_one_of_another_type_when_the_provider_can_do_that() {
    let schema = "
//- /schema
provider
  account: string optional
resource fake_thing
  id: string computed
  name: string optional
resource fake_other
  id: string computed
  name: string optional
  extra: string optional
";
    let fixture = r#"
resource "fake_other" "new" { name = "x" }
moved {
  from = fake_thing.old
  to   = fake_other.new
}
//- /before/main.tf
resource "fake_thing" "old" { name = "x" }
"#;
    check_plan(
        &format!("{fixture}{schema}"),
        &expect![[r#"
        ~ fake_other.new (was fake_thing.old)
            extra: null -> null
        drift: fake_other.new
        0 to add, 1 to change, 0 to destroy
    "#]],
    );
    check_state(
        &format!("{fixture}{schema}"),
        &expect![[r#"
        fake_other.new: {id = "x-1", name = "x"}
    "#]],
    );
    let back = r#"
resource "fake_thing" "new" { name = "x" }
moved {
  from = fake_other.old
  to   = fake_thing.new
}
moved {
  from = fake_other.lost
  to   = fake_thing.nowhere
}
//- /before/main.tf
resource "fake_other" "old" { name = "x" }
resource "fake_other" "lost" { name = "y" }
"#;
    check_plan(
        &format!("{back}{schema}"),
        &expect![[r#"
        error: Unsupported `moved` across resource types (fake_thing.new)
          The provider hashicorp/fake cannot make a fake_thing of fake_other.old: fake_other cannot be moved.
          --> main.tf:3:1: `moved`
        error: Resource type mismatch (fake_thing.nowhere)
          This statement declares a move from fake_other.lost to fake_thing.nowhere, which is of another resource type, and configuration does not have fake_thing.nowhere.
          --> main.tf:7:1: `moved`
    "#]],
    );
}

#[test]
fn a_killed_run_leaves_a_moved_object_where_it_moved_to() {
    check_killed(
        r#"
resource "fake_thing" "new" {
  name = "x"
  note = "changed"
}
moved {
  from = fake_thing.old
  to   = fake_thing.new
}
//- /before/main.tf
resource "fake_thing" "old" { name = "x" }
//- /provider
update x: die
"#,
        &expect![[r#"
            update x-1 (note)
            killed
              unanswered: update fake_thing.new {"id":"x-1","name":"x","note":"changed","password":null,"size":null,"tags":null,"uses":null}
            again:
            0 added, 0 changed, 0 destroyed
            fake_thing.new: {id = "x-1", name = "x", note = "changed"} sensitive .password
        "#]],
    );
}

#[test]
fn moved_objects_are_destroyed_where_they_are_now() {
    check_apply(
        r#"
resource "fake_thing" "new" { name = "x" }
moved {
  from = fake_thing.old
  to   = fake_thing.new
}
//- /before/main.tf
resource "fake_thing" "old" { name = "x" }
//- /options
destroy
"#,
        &expect![[r#"
            delete x-1
            0 added, 0 changed, 1 destroyed
        "#]],
    );
}
