//! Objects that configuration does not have any more, deposed objects, moves.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn why_an_object_is_destroyed() {
    check_plan(
        r#"
resource "fake_thing" "shrunk" {
  count = 1
  name  = "shrunk${count.index}"
}
resource "fake_thing" "keyed" {
  for_each = toset(["x"])
  name     = each.key
}
resource "fake_thing" "now_counted" {
  count = 1
  name  = "now_counted"
}
resource "fake_thing" "now_single" { name = "now_single" }
module "fewer" {
  source = "./child"
  count  = 1
}
//- /child/main.tf
resource "fake_thing" "in" { name = "in" }
//- /before/main.tf
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "shrunk" {
  count = 2
  name  = "shrunk${count.index}"
}
resource "fake_thing" "keyed" {
  for_each = toset(["x", "y"])
  name     = each.key
}
resource "fake_thing" "now_counted" {
  for_each = toset(["k"])
  name     = "now_counted"
}
resource "fake_thing" "now_single" {
  for_each = toset(["k"])
  name     = "now_single"
}
module "fewer" {
  source = "./child"
  count  = 2
}
module "gone" { source = "./child" }
//- /before/child/main.tf
resource "fake_thing" "in" { name = "in" }
"#,
        &expect![[r#"
            - fake_thing.gone (delete_because_no_resource_config)
            - fake_thing.keyed["y"] (delete_because_each_key)
            + fake_thing.now_counted[0]
                id: (known after apply)
                name: "now_counted"
            - fake_thing.now_counted["k"] (delete_because_wrong_repetition)
            + fake_thing.now_single
                id: (known after apply)
                name: "now_single"
            - fake_thing.now_single["k"] (delete_because_wrong_repetition)
            - fake_thing.shrunk[1] (delete_because_count_index)
            - module.fewer[1].fake_thing.in (delete_because_no_module)
            - module.gone.fake_thing.in (delete_because_no_resource_config)
            2 to add, 0 to change, 7 to destroy
        "#]],
    );
}

#[test]
fn between_one_object_and_a_count_the_first_is_kept() {
    let fixture = r#"
resource "fake_thing" "counted" {
  count = 2
  name  = "counted"
}
resource "fake_thing" "single" { name = "single" }
resource "fake_thing" "changed" {
  count = 1
  name  = "changed"
  note  = "new"
}
//- /before/main.tf
resource "fake_thing" "counted" { name = "counted" }
resource "fake_thing" "single" {
  count = 2
  name  = "single"
}
resource "fake_thing" "changed" {
  name = "changed"
  note = "old"
}
"#;
    check_plan(
        fixture,
        &expect![[r#"
        ~ fake_thing.changed[0] (was fake_thing.changed)
            note: "old" -> "new"
          fake_thing.counted[0] (was fake_thing.counted)
        + fake_thing.counted[1]
            id: (known after apply)
            name: "counted"
          fake_thing.single (was fake_thing.single[0])
        - fake_thing.single[1] (delete_because_wrong_repetition)
        1 to add, 1 to change, 1 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        update changed-1 (note)
        create counted-2
        delete single-2
        1 added, 1 changed, 1 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.changed[0]: {id = "changed-1", name = "changed", note = "new"} sensitive .password
        fake_thing.counted[0]: {id = "counted-1", name = "counted"} sensitive .password
        fake_thing.counted[1]: {id = "counted-2", name = "counted"} sensitive .password
        fake_thing.single: {id = "single-1", name = "single"} sensitive .password
    "#]],
    );
}

#[test]
fn a_move_alone_is_a_change_of_the_state() {
    let fixture = r#"
resource "fake_thing" "a" {
  count = 1
  name  = "a"
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
"#;
    check_plan(
        fixture,
        &expect![[r#"
              fake_thing.a[0] (was fake_thing.a)
            nothing to add, change or destroy
        "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a[0]: {id = "a-1", name = "a"} sensitive .password
    "#]],
    );
}

#[test]
fn nothing_moves_to_where_something_is() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  count = 1
  name  = "a"
}
//- /before/main.tf
resource "fake_thing" "a" {
  count = 1
  name  = "a"
}
//- /state
put fake_thing.a {"id": "stray", "name": "a"}
"#,
        &expect![[r#"
            warning: Unresolved resource instance address changes
              Addresses of resource instances in the state were to be adjusted to what configuration says of moves, but there are objects at the intended addresses already: fake_thing.a could not move to fake_thing.a[0]. The objects that could not move are planned to be destroyed.
              help: if that is not what you want, resolve the conflicts with `groundplan state` and plan again
            - fake_thing.a (delete_because_wrong_repetition)
            0 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn deposed_objects_are_destroyed() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
//- /state
deposed fake_thing.a {"id": "old", "name": "a"}
deposed fake_thing.gone {"id": "older", "name": "gone"}
"#;
    check_plan(
        fixture,
        &expect![[r#"
        - fake_thing.a (deposed)
        - fake_thing.gone (deposed)
        0 to add, 0 to change, 2 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        delete old
        delete older
        0 added, 0 changed, 2 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
    "#]],
    );
}

#[test]
fn what_is_gone_already_is_only_forgotten() {
    let fixture = r#"
resource "fake_thing" "kept" { name = "kept" }
//- /before/main.tf
resource "fake_thing" "kept" { name = "kept" }
resource "fake_thing" "gone" { name = "gone" }
//- /world
gone-1 gone
"#;
    check_plan(
        fixture,
        &expect![[r#"
        drift: fake_thing.gone is gone
        no changes
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.kept: {id = "kept-1", name = "kept"} sensitive .password
    "#]],
    );
}

#[test]
fn the_provider_of_what_is_destroyed_must_be_there() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
//- /before/main.tf
provider "fake" {
  alias   = "other"
  account = "other"
}
resource "fake_thing" "gone" {
  provider = fake.other
  name     = "gone"
}
"#,
        &expect![[r#"
            error: Provider configuration not present (fake_thing.gone)
              To destroy fake_thing.gone, its original provider configuration provider["registry.terraform.io/hashicorp/fake"].other is required, but it has been removed.
              help: put the provider block back, destroy the resource, then remove the block again
        "#]],
    );
}

#[test]
fn everything_is_destroyed() {
    let fixture = r#"
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "a" {
  count = length(data.fake_thing.d.note)
  name  = "a${count.index}"
}
locals { second = fake_thing.a[1].id }
resource "fake_thing" "b" {
  name = "b"
  uses = local.second
}
output "o" { value = local.second }
//- /before/main.tf
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "a" {
  count = 1
  name  = "a${count.index}"
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a[0].id
}
resource "fake_thing" "orphan" {
  name = "orphan"
  uses = fake_thing.b.id
}
output "o" { value = "x" }
//- /state
deposed fake_thing.b {"id": "old-b", "name": "b"}
//- /options
destroy
"#;
    check_plan(
        fixture,
        &expect![[r#"
        - fake_thing.a[0]
        - fake_thing.b
        - fake_thing.b (deposed)
        - fake_thing.orphan
        output o: "x" -> null
        0 to add, 0 to change, 4 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        delete orphan-1
        delete b-1
        delete old-b
        delete a0-1
        0 added, 0 changed, 4 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        empty
    "#]],
    );
}
