//! Providers that break the rules of plans, results and reads.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

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
