//! `ignore_changes`.

use expect_test::expect;

use crate::support::{check_apply, check_plan};

#[test]
fn one_attribute_stays_as_it_was() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
  uses = "new"
  lifecycle { ignore_changes = [note] }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
  uses = "old"
}
"#,
        &expect![[r#"
            ~ fake_thing.a
                uses: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn keys_of_maps_stay_as_they_were_and_away_when_they_were_not_there() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  tags = { kept = "new", changed = "new", fresh = "new" }
  lifecycle { ignore_changes = [tags["kept"], tags["fresh"], tags["taken"]] }
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle { ignore_changes = [tags["only"]] }
}
resource "fake_thing" "c" {
  name = "c"
  tags = { only = "new" }
  lifecycle { ignore_changes = [tags["only"]] }
}
resource "fake_thing" "d" {
  name = "d"
  tags = { dotted = "new" }
  lifecycle { ignore_changes = [tags.dotted] }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  tags = { kept = "old", changed = "old", taken = "old" }
}
resource "fake_thing" "b" {
  name = "b"
  tags = { only = "old" }
}
resource "fake_thing" "c" { name = "c" }
resource "fake_thing" "d" {
  name = "d"
  tags = { dotted = "old" }
}
"#,
        &expect![[r#"
            ~ fake_thing.a
                tags: {changed = "old", kept = "old", taken = "old"} -> {changed = "new", kept = "old", taken = "old"}
            ~ fake_thing.c
                tags: null -> {}
            ~ fake_thing.d
                tags: {dotted = "old"} -> {dotted = "new"}
            0 to add, 3 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn everything_stays_as_it_was() {
    let fixture = r#"
resource "fake_disk" "a" {
  name = "new"
  size = 2
  lifecycle { ignore_changes = all }
}
//- /before/main.tf
resource "fake_disk" "a" {
  name = "old"
  size = 1
}
//- /schema
resource fake_disk
  id: string computed
  name: string optional
  size: number optional replace
"#;
    check_plan(
        fixture,
        &expect![[r#"
        no changes
    "#]],
    );
}

#[test]
fn parts_of_nested_blocks_stay_as_they_were() {
    check_plan(
        r#"
resource "fake_net" "a" {
  name = "a"
  rule {
    port = 10
    note = "new"
  }
  rule {
    port = 20
    note = "new"
  }
  lifecycle { ignore_changes = [rule[0].note, rule[1].port, rule[7].port] }
}
resource "fake_net" "b" {
  name = "b"
  rule { port = 10 }
  lifecycle { ignore_changes = [rule] }
}
//- /before/main.tf
resource "fake_net" "a" {
  name = "a"
  rule {
    port = 1
    note = "old"
  }
  rule {
    port = 2
    note = "old"
  }
}
resource "fake_net" "b" {
  name = "b"
  rule { port = 1 }
  rule { port = 2 }
}
//- /schema
resource fake_net
  id: string computed
  name: string optional
  block rule list
    port: number optional
    note: string optional
"#,
        &expect![[r#"
            ~ fake_net.a
                rule: [{note = "old", port = 1}, {note = "old", port = 2}] -> [{note = "old", port = 10}, {note = "new", port = 2}]
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn nothing_is_ignored_while_creating_or_replacing() {
    check_plan(
        r#"
resource "fake_thing" "new" {
  name = "new"
  note = "first"
  lifecycle { ignore_changes = [note] }
}
resource "fake_thing" "replaced" {
  name = "replaced"
  note = "new"
  size = 2
  lifecycle { ignore_changes = [note] }
}
//- /before/main.tf
resource "fake_thing" "replaced" {
  name = "replaced"
  note = "old"
  size = 1
}
"#,
        &expect![[r#"
            + fake_thing.new
                id: (known after apply)
                name: "new"
                note: "first"
            -/+ fake_thing.replaced (replace_because_cannot_update) (replaced for .size)
                id: "replaced-1" -> (known after apply)
                note: "old" -> "new"
                size: 1 -> 2
            2 to add, 0 to change, 1 to destroy
        "#]],
    );
}

#[test]
fn an_ignored_attribute_does_not_replace() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  size = 2
  lifecycle { ignore_changes = [size] }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  size = 1
}
"#,
        &expect![[r#"
            no changes
        "#]],
    );
}

#[test]
fn what_was_hidden_stays_hidden() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "open"
  uses = "new"
  lifecycle { ignore_changes = [note] }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = sensitive("hidden")
  uses = "old"
}
"#,
        &expect![[r#"
            ~ fake_thing.a
                uses: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn a_provider_that_breaks_rules_cannot_undo_it() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
  uses = "new"
  lifecycle { ignore_changes = [note] }
}
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
  uses = "old"
}
//- /provider
legacy
plan a: set note "hashed"
"#,
        &expect![[r#"
            update a-1 (uses)
            0 added, 1 changed, 0 destroyed
        "#]],
    );
}
