//! `-replace`, `--target`, `--exclude` and `--refresh-only`.

use expect_test::expect;

use crate::support::{check_apply, check_calls, check_plan, check_state};

const THREE: &str = r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
}
resource "fake_thing" "b" {
  count = 2
  name  = "b${count.index}"
  uses  = fake_thing.a.id
  note  = "new"
}
resource "fake_thing" "c" {
  name = "c"
  uses = join(",", fake_thing.b[*].id)
  note = "new"
}
output "a" { value = fake_thing.a.note }
output "c" { value = fake_thing.c.note }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  count = 2
  name  = "b${count.index}"
  uses  = fake_thing.a.id
}
resource "fake_thing" "c" {
  name = "c"
  uses = join(",", fake_thing.b[*].id)
}
resource "fake_thing" "gone" { name = "gone" }
output "a" { value = fake_thing.a.note }
output "old" { value = "old" }
"#;

#[test]
fn an_instance_is_replaced_on_request() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  count = 2
  name  = "b${count.index}"
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  count = 2
  name  = "b${count.index}"
}
//- /options
replace fake_thing.a
replace fake_thing.b[1]
replace fake_thing.b
replace fake_thing.no
"#;
    check_plan(
        fixture,
        &expect![[r#"
        warning: Nothing to replace
          No instance fake_thing.b is planned, so there is none to replace.
          help: name one of the instances of that resource: fake_thing.b[0], fake_thing.b[1]
        warning: Nothing to replace
          No instance fake_thing.no is planned, so there is none to replace.
        -/+ fake_thing.a (replace_by_request)
            id: "a-1" -> (known after apply)
        -/+ fake_thing.b[1] (replace_by_request)
            id: "b1-1" -> (known after apply)
        2 to add, 0 to change, 2 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        warning: Nothing to replace
          No instance fake_thing.b is planned, so there is none to replace.
          help: name one of the instances of that resource: fake_thing.b[0], fake_thing.b[1]
        warning: Nothing to replace
          No instance fake_thing.no is planned, so there is none to replace.
        delete a-1
        create a-2
        delete b1-1
        create b1-2
        2 added, 0 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn a_target_and_what_it_depends_on() {
    let fixture = format!("{THREE}\n//- /options\ntarget fake_thing.b[0]\n");
    check_plan(
        &fixture,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --target option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        ~ fake_thing.a
            note: null -> "new"
        ~ fake_thing.b[0]
            note: null -> "new"
        output a = "new"
        0 to add, 2 to change, 0 to destroy
    "#]],
    );
    check_apply(
        &fixture,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --target option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        update a-1 (note)
        update b0-1 (note)
        0 added, 2 changed, 0 destroyed
    "#]],
    );
    check_state(
        &fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", note = "new"} sensitive .password
        fake_thing.b[0]: {id = "b0-1", name = "b0", note = "new", uses = "a-1"} after fake_thing.a sensitive .password
        fake_thing.b[1]: {id = "b1-1", name = "b1", uses = "a-1"} after fake_thing.a sensitive .password
        fake_thing.c: {id = "c-1", name = "c", uses = "b0-1,b1-1"} after fake_thing.a, fake_thing.b sensitive .password
        fake_thing.gone: {id = "gone-1", name = "gone"} sensitive .password
        output a: "new"
        output old: "old"
    "#]],
    );
    let orphan = format!("{THREE}\n//- /options\ntarget fake_thing.gone\ntarget fake_thing.typo\n");
    check_plan(
        &orphan,
        &expect![[r#"
        warning: Nothing of the address in --target
          Neither configuration nor a state has anything at fake_thing.typo.
        warning: Resource targeting is in effect
          This plan is made with the --target option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        - fake_thing.gone (delete_because_no_resource_config)
        0 to add, 0 to change, 1 to destroy
    "#]],
    );
    check_calls(
        &orphan,
        &expect![[r#"
        read gone-1
        plan gone
    "#]],
    );
}

#[test]
fn what_is_excluded_and_what_depends_on_it() {
    let fixture = format!("{THREE}\n//- /options\nexclude fake_thing.b[0]\n");
    check_plan(
        &fixture,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --exclude option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        ~ fake_thing.a
            note: null -> "new"
        ~ fake_thing.b[1]
            note: null -> "new"
        - fake_thing.gone (delete_because_no_resource_config)
        output a = "new"
        0 to add, 2 to change, 1 to destroy
    "#]],
    );
    let whole = format!("{THREE}\n//- /options\nexclude fake_thing.b\n");
    check_apply(
        &whole,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --exclude option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        update a-1 (note)
        delete gone-1
        0 added, 1 changed, 1 destroyed
    "#]],
    );
}

#[test]
fn a_part_is_destroyed_with_what_depends_on_it() {
    let target = format!("{THREE}\n//- /options\ndestroy\ntarget fake_thing.b\n");
    check_apply(
        &target,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --target option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        delete c-1
        delete b0-1
        delete b1-1
        0 added, 0 changed, 3 destroyed
    "#]],
    );
    check_state(
        &target,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        fake_thing.gone: {id = "gone-1", name = "gone"} sensitive .password
        output old: "old"
    "#]],
    );
    let exclude = format!("{THREE}\n//- /options\ndestroy\nexclude fake_thing.b[1]\n");
    check_apply(
        &exclude,
        &expect![[r#"
        warning: Resource targeting is in effect
          This plan is made with the --exclude option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
          help: after it was applied, plan without the option to see what is left
        delete c-1
        delete b0-1
        delete gone-1
        0 added, 0 changed, 3 destroyed
    "#]],
    );
}

#[test]
fn a_move_must_not_be_left_out() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "new" { name = "x" }
moved {
  from = fake_thing.old
  to   = fake_thing.new
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "old" { name = "x" }
//- /options
target fake_thing.a
"#,
        &expect![[r#"
            error: Moved resource instances excluded by targeting
              Resource instances of the state have moved to new addresses in configuration, and a plan must include them to be right; --target and --exclude leave these out: fake_thing.new.
              help: leave --target and --exclude out, or add --target='fake_thing.new'
        "#]],
    );
}

#[test]
fn targets_of_one_unit() {
    check_plan(
        r#"
//- /one/terragrunt.hcl
terraform { source = "../module" }
//- /two/terragrunt.hcl
terraform { source = "../module" }
//- /module/main.tf
resource "fake_thing" "a" { name = "a" }
//- /options
target two//fake_thing.a
"#,
        &expect![[r#"
            warning: Resource targeting is in effect
              This plan is made with the --target option, so it may not represent all of the changes that configuration asks for. The option is not for routine use: it is for recovering from errors and mistakes.
              help: after it was applied, plan without the option to see what is left
            one:
            two:
            + fake_thing.a
                id: (known after apply)
                name: "a"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn notice_is_taken_of_what_was_changed_outside() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  note = "configured"
}
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "new" { name = "new" }
output "note" { value = fake_thing.a.note }
output "new" { value = fake_thing.new.id }
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "configured"
}
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "orphan" { name = "orphan" }
output "note" { value = fake_thing.a.note }
//- /world
a-1 note = "changed"
gone-1 gone
orphan-1 note = "changed"
//- /options
refresh only
"#;
    check_plan(
        fixture,
        &expect![[r#"
        drift: fake_thing.a
            note: "configured" -> "changed"
        drift: fake_thing.gone is gone
        drift: fake_thing.orphan
            note: null -> "changed"
        output note: "configured" -> "changed"
        nothing to add, change or destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a", note = "changed"} sensitive .password
        fake_thing.orphan: {id = "orphan-1", name = "orphan", note = "changed"} sensitive .password
        output note: "changed"
    "#]],
    );
}
