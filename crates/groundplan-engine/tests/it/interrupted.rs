//! Plans that no longer fit, and runs that are stopped or killed.

use expect_test::expect;

use crate::support::{check_apply, check_killed, check_state};

#[test]
fn a_plan_that_no_longer_fits_is_not_applied() {
    let fixture = r#"
resource "fake_thing" "differs" {
  name = "differs"
  note = "x"
}
resource "fake_thing" "replaced" {
  name = "replaced"
  note = "new"
}
resource "fake_thing" "fits" { name = "fits" }
//- /before/main.tf
resource "fake_thing" "replaced" {
  name = "replaced"
  note = "old"
}
//- /provider
legacy
replan differs: set note "y"
replan replaced: replace note
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create fits-1
        error: Plan no longer fits (fake_thing.replaced)
          fake_thing.replaced: it now has to be replaced, and the plan was to change it in place. Nothing was done to it.
          --> main.tf:6:1: `resource "fake_thing" "replaced"`
          help: plan again, look at what changed, and apply that
        error: Plan no longer fits (fake_thing.differs)
          fake_thing.differs: note would become something else than what was planned. Nothing was done to it.
          --> main.tf:2:1: `resource "fake_thing" "differs"`
          help: plan again, look at what changed, and apply that
        1 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.fits: {id = "fits-1", name = "fits"} sensitive .password
        fake_thing.replaced: {id = "replaced-1", name = "replaced", note = "old"} sensitive .password
    "#]],
    );
}

#[test]
fn an_update_that_turns_out_to_be_none_is_not_made() {
    check_apply(
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
            update a-1 (note)
            0 added, 1 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn what_is_under_way_when_the_user_stops_is_recorded() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
//- /provider
create a: stop
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create a-1
        error: Interrupted
          Nothing new was started, what was under way has ended, and the state holds all of it.
          help: run apply again to do the rest
        1 added, 0 changed, 0 destroyed
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
fn a_provider_that_goes_away_leaves_an_open_intent() {
    check_killed(
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
//- /provider
update a: lost
"#,
        &expect![[r#"
            update a-1 (note)
            error: Provider did not answer (fake_thing.a)
              The provider's process ended.
              --> main.tf:2:1: `resource "fake_thing" "a"`
            0 added, 0 changed, 0 destroyed
            again:
            0 added, 0 changed, 0 destroyed
            fake_thing.a: {id = "a-1", name = "a", note = "new"} sensitive .password
        "#]],
    );
}

#[test]
fn a_killed_run_is_taken_up_where_it_was() {
    check_killed(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
resource "fake_thing" "c" {
  name = "c"
  uses = fake_thing.b.id
}
//- /provider
create b: die
"#,
        &expect![[r#"
            create a-1
            create b-1
            killed
              unanswered: create fake_thing.b {"id":null,"name":"b","note":null,"password":null,"size":null,"tags":null,"uses":"a-1"}
            again:
            create b-2
            create c-1
            2 added, 0 changed, 0 destroyed
            fake_thing.a: {id = "a-1", name = "a"} sensitive .password
            fake_thing.b: {id = "b-2", name = "b", uses = "a-1"} after fake_thing.a sensitive .password
            fake_thing.c: {id = "c-1", name = "c", uses = "b-2"} after fake_thing.a, fake_thing.b sensitive .password
        "#]],
    );
}

#[test]
fn a_run_killed_while_replacing_is_taken_up() {
    check_killed(
        r#"
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
delete a: die
"#,
        &expect![[r#"
            create a-2
            delete a-1
            killed
              unanswered: delete fake_thing.a 
            again:
            0 added, 0 changed, 0 destroyed
            fake_thing.a: {id = "a-2", name = "a", size = 2} created first sensitive .password
        "#]],
    );
}

#[test]
fn functions_of_the_moment_are_known_while_applying() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = timestamp()
}
"#,
        &expect![[r#"
            create a-1
            1 added, 0 changed, 0 destroyed
        "#]],
    );
}
