//! Applying: order, failures, interruption, providers that break the rules.

use expect_test::expect;

use crate::support::{check_apply, check_killed, check_plan, check_state};

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

#[test]
fn invalid_plans_are_refused() {
    check_plan(
        r#"
resource "fake_net" "null" { name = "null" }
resource "fake_net" "changed" {
  name = "changed"
  note = "mine"
}
resource "fake_net" "invented" { name = "invented" }
resource "fake_net" "nowhere" {
  name = "nowhere"
  note = "new"
}
resource "fake_net" "secret" {
  name  = "secret"
  token = "t"
}
resource "fake_net" "blocks" {
  name = "blocks"
  rule { port = 1 }
}
//- /before/main.tf
resource "fake_net" "nowhere" {
  name = "nowhere"
  note = "old"
}
//- /schema
resource fake_net
  id: string computed
  name: string optional
  note: string optional
  kind: string optional
  token: string optional write_only
  block rule list
    port: number optional
//- /provider
plan null: null
plan changed: set note "theirs"
plan invented: set kind "x"
plan nowhere: replace nothing
plan secret: set token "t"
plan blocks: set rule []
"#,
        &expect![[r#"
            error: Provider produced invalid plan (fake_net.null)
              The provider planned no object where configuration asks for one. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:2:1: `resource "fake_net" "null"`
            error: Provider produced invalid plan (fake_net.changed)
              note: the planned value does not match the configured value. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:3:1: `resource "fake_net" "changed"`
            error: Provider produced invalid plan (fake_net.invented)
              kind: a value planned for an attribute that is not computed. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:7:1: `resource "fake_net" "invented"`
            error: Provider produced invalid plan (fake_net.nowhere)
              The provider says that a change of nothing needs a new object, but there is no such attribute. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:8:1: `resource "fake_net" "nowhere"`
            error: Provider produced invalid plan (fake_net.secret)
              token: a value planned for a write-only attribute, which must stay null. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:12:1: `resource "fake_net" "secret"`
            error: Provider produced invalid plan (fake_net.blocks)
              rule: 0 planned, but configuration has 1. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:16:1: `resource "fake_net" "blocks"`
        "#]],
    );
}

#[test]
fn providers_of_the_old_kind_may_plan_what_they_like() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "mine"
}
//- /provider
legacy
plan a: set note "theirs"
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
                note: "theirs"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn invalid_results_are_said_and_kept() {
    let fixture = r#"
resource "fake_thing" "null" { name = "null" }
resource "fake_thing" "unknown" { name = "unknown" }
resource "fake_thing" "other" {
  name = "other"
  note = "planned"
}
resource "fake_thing" "undead" {
  count = 0
  name = "undead"
}
//- /before/main.tf
resource "fake_thing" "undead" { name = "undead" }
//- /provider
create null: null
create unknown: unknown note
create other: set note "made"
delete undead: set note "left"
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create null refused
        create other-1
        delete undead-1
        create unknown-1
        error: Provider returned invalid result object after apply (fake_thing.null)
          The provider returned no object for one that was to exist. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:2:1: `resource "fake_thing" "null"`
        error: Provider produced inconsistent result after apply (fake_thing.other)
          note is not what was planned. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:4:1: `resource "fake_thing" "other"`
        error: Provider returned invalid result object after apply (fake_thing.undead[0])
          The provider returned an object for one that was to be destroyed. This is a bug in the provider.
        error: Provider returned invalid result object after apply (fake_thing.unknown)
          After the apply operation, the provider still indicated unknown values. All values must be known after apply. The known values are in the state. This is a bug in the provider, which should be reported to its authors.
          --> main.tf:3:1: `resource "fake_thing" "unknown"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.other: {id = "other-1", name = "other", note = "made"} tainted sensitive .password
        fake_thing.undead[0]: {note = "left"}
        fake_thing.unknown: {id = "unknown-1", name = "unknown"} tainted sensitive .password
    "#]],
    );
}

#[test]
fn invalid_reads_are_refused() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
//- /provider
read a: unknown note
read b: error Not allowed
"#,
        &expect![[r#"
            error: Provider produced invalid object (fake_thing.a)
              The provider answered a read with values that are not known. This is a bug in the provider.
              --> main.tf:2:1: `resource "fake_thing" "a"`
            error: Not allowed (fake_thing.b)
              --> main.tf:3:1: `resource "fake_thing" "b"`
        "#]],
    );
}

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
