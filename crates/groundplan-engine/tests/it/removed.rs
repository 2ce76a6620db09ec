//! `removed` blocks: objects that configuration gives up.

use expect_test::expect;

use crate::support::{check_apply, check_calls, check_plan, check_state};

const FIXTURE: &str = r#"
removed {
  from = fake_thing.kept
  lifecycle { destroy = false }
}
removed {
  from = fake_thing.destroyed
  lifecycle { destroy = true }
}
removed {
  from = module.m
  lifecycle { destroy = false }
}
//- /before/main.tf
resource "fake_thing" "kept" {
  count = 2
  name  = "kept${count.index}"
}
resource "fake_thing" "destroyed" { name = "destroyed" }
resource "fake_thing" "not_said" { name = "not_said" }
module "m" { source = "./child" }
//- /before/child/main.tf
resource "fake_thing" "in" { name = "in" }
"#;

#[test]
fn objects_are_forgotten_or_destroyed() {
    check_plan(
        FIXTURE,
        &expect![[r#"
        warning: Some objects will no longer be managed
          Applying this plan takes these objects out of the state and leaves them as they are: fake_thing.kept[0], fake_thing.kept[1], module.m.fake_thing.in.
          help: to manage them again they have to be imported
        - fake_thing.destroyed (delete_because_no_resource_config)
        . fake_thing.kept[0] (delete_because_no_resource_config)
        . fake_thing.kept[1] (delete_because_no_resource_config)
        - fake_thing.not_said (delete_because_no_resource_config)
        . module.m.fake_thing.in (delete_because_no_resource_config)
        0 to add, 0 to change, 2 to destroy
    "#]],
    );
    check_apply(
        FIXTURE,
        &expect![[r#"
        warning: Some objects will no longer be managed
          Applying this plan takes these objects out of the state and leaves them as they are: fake_thing.kept[0], fake_thing.kept[1], module.m.fake_thing.in.
          help: to manage them again they have to be imported
        delete destroyed-1
        delete not_said-1
        0 added, 0 changed, 2 destroyed, 3 forgotten
    "#]],
    );
    check_state(
        FIXTURE,
        &expect![[r#"
        empty
    "#]],
    );
}

#[test]
fn an_object_to_forget_is_not_asked_after() {
    check_calls(
        r#"
removed {
  from = fake_thing.kept
  lifecycle { destroy = false }
}
//- /before/main.tf
resource "fake_thing" "kept" { name = "kept" }
"#,
        &expect![[r#""#]],
    );
}

#[test]
fn what_is_still_declared_was_not_removed() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
module "m" { source = "./child" }
removed { from = fake_thing.a }
removed { from = module.m }
removed { from = module.m.fake_thing.in }
//- /child/main.tf
resource "fake_thing" "in" { name = "in" }
removed { from = fake_thing.in }
"#,
        &expect![[r#"
            error: Removed resource still exists
              This statement declares that fake_thing.a was removed, but it is still declared in configuration.
              --> main.tf:4:1: `removed`
              --> main.tf:2:1: `resource "fake_thing" "a"` declared here
            error: Removed module still exists
              This statement declares that module.m was removed, but it is still declared in configuration.
              --> main.tf:5:1: `removed`
              --> main.tf:3:1: `module "m"` declared here
            error: Removed resource still exists
              This statement declares that module.m.fake_thing.in was removed, but it is still declared in configuration.
              --> main.tf:6:1: `removed`
              --> child/main.tf:1:1: `resource "fake_thing" "in"` declared here
            error: Removed resource still exists
              This statement declares that module.m.fake_thing.in was removed, but it is still declared in configuration.
              --> child/main.tf:2:1: `removed`
              --> child/main.tf:1:1: `resource "fake_thing" "in"` declared here
        "#]],
    );
}

#[test]
fn to_destroy_everything_is_to_destroy_what_was_to_be_forgotten() {
    check_apply(
        r#"
removed {
  from = fake_thing.kept
  lifecycle { destroy = false }
}
//- /before/main.tf
resource "fake_thing" "kept" { name = "kept" }
//- /options
destroy
"#,
        &expect![[r#"
            delete kept-1
            0 added, 0 changed, 1 destroyed
        "#]],
    );
}
