//! Data sources: read while planning, or put off until apply.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn read_while_planning_when_everything_is_known() {
    let fixture = r#"
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "a" {
  name = "a"
  note = data.fake_thing.d.note
}
"#;
    check_plan(
        fixture,
        &expect![[r#"
        + fake_thing.a
            id: (known after apply)
            name: "a"
            note: "note of data-d"
        1 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        create a-1
        1 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        data.fake_thing.d: {id = "data-d", name = "d", note = "note of data-d"}
        fake_thing.a: {id = "a-1", name = "a", note = "note of data-d"} after data.fake_thing.d sensitive .password
    "#]],
    );
}

#[test]
fn put_off_when_the_configuration_is_not_known() {
    let fixture = r#"
resource "fake_thing" "a" { name = "a" }
data "fake_thing" "d" {
  name = "d"
  uses = fake_thing.a.id
}
resource "fake_thing" "b" {
  name = "b"
  note = data.fake_thing.d.note
}
output "note" { value = data.fake_thing.d.note }
"#;
    check_plan(
        fixture,
        &expect![[r#"
        <= data.fake_thing.d (read_because_config_unknown)
            id: (known after apply)
            name: "d"
            note: (known after apply)
            uses: (known after apply)
        + fake_thing.a
            id: (known after apply)
            name: "a"
        + fake_thing.b
            id: (known after apply)
            name: "b"
            note: (known after apply)
        output note = (known after apply)
        2 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        create a-1
        data d
        create b-1
        2 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        data.fake_thing.d: {id = "data-d", name = "d", note = "note of data-d", uses = "a-1"}
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        fake_thing.b: {id = "b-1", name = "b", note = "note of data-d"} after data.fake_thing.d, fake_thing.a sensitive .password
        output note: "note of data-d"
    "#]],
    );
}

/// Every way to depend on `fake_thing.a`, whose change the configuration of the data source does not show.
fn put_off_by(rest: &str, expect: &expect_test::Expect) {
    let module = r#"
//- /child/main.tf
data "fake_thing" "inner" { name = "inner" }
variable "id" { default = "" }
output "id" { value = var.id }
//- /before/child/main.tf
variable "id" { default = "" }
output "id" { value = var.id }
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
}
module "named" {
  source = "./child"
  id     = fake_thing.a.id
}
"#;
    let a = r#"
resource "fake_thing" "a" {
  name = "a"
  note = "new"
}
"#;
    check_plan(&format!("{a}{rest}{module}"), expect);
}

#[test]
fn put_off_when_depends_on_names_something_that_changes() {
    put_off_by(
        r#"
data "fake_thing" "d" {
  name       = "d"
  depends_on = [fake_thing.a]
}
"#,
        &expect![[r#"
            <= data.fake_thing.d (read_because_dependency_pending)
                id: (known after apply)
                name: "d"
                note: (known after apply)
            ~ fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn put_off_when_a_resource_that_changes_is_referred_to_directly() {
    put_off_by(
        r#"
data "fake_thing" "d" {
  name = "d"
  uses = fake_thing.a.id
}
locals { id = fake_thing.a.id }
data "fake_thing" "not_direct" {
  name = "not_direct"
  uses = local.id
}
"#,
        &expect![[r#"
            <= data.fake_thing.d (read_because_dependency_pending)
                id: (known after apply)
                name: "d"
                note: (known after apply)
                uses: "a-1"
            ~ fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn put_off_when_the_module_call_depends_on_something_that_changes() {
    put_off_by(
        r#"
module "m" {
  source     = "./child"
  depends_on = [fake_thing.a]
}
module "n" { source = "./child" }
"#,
        &expect![[r#"
            ~ fake_thing.a
                note: "old" -> "new"
            <= module.m.data.fake_thing.inner (read_because_dependency_pending)
                id: (known after apply)
                name: "inner"
                note: (known after apply)
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn put_off_when_depends_on_names_a_module_that_holds_something_that_changes() {
    put_off_by(
        r#"
module "named" {
  source = "./child"
  id     = fake_thing.a.id
}
data "fake_thing" "d" {
  name       = "d"
  depends_on = [module.named]
}
"#,
        &expect![[r#"
            <= data.fake_thing.d (read_because_dependency_pending)
                id: (known after apply)
                name: "d"
                note: (known after apply)
            ~ fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn put_off_with_conditions_when_anything_behind_changes() {
    put_off_by(
        r#"
locals { id = fake_thing.a.id }
data "fake_thing" "d" {
  name = "d"
  uses = local.id
  lifecycle {
    postcondition {
      condition     = self.note != ""
      error_message = "No note."
    }
  }
}
"#,
        &expect![[r#"
            <= data.fake_thing.d (read_because_dependency_pending)
                id: (known after apply)
                name: "d"
                note: (known after apply)
                uses: "a-1"
            ~ fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn not_put_off_by_changes_in_other_instances_of_its_module() {
    check_plan(
        r#"
module "m" {
  source   = "./child"
  for_each = { x = "old", y = "new" }
  note     = each.value
}
//- /child/main.tf
variable "note" {}
resource "fake_thing" "a" {
  name = "a"
  note = var.note
}
data "fake_thing" "d" {
  name       = "d"
  depends_on = [fake_thing.a]
}
//- /before/main.tf
module "m" {
  source   = "./child"
  for_each = toset(["x", "y"])
}
//- /before/child/main.tf
resource "fake_thing" "a" {
  name = "a"
  note = "old"
}
"#,
        &expect![[r#"
            <= module.m["y"].data.fake_thing.d (read_because_dependency_pending)
                id: (known after apply)
                name: "d"
                note: (known after apply)
            ~ module.m["y"].fake_thing.a
                note: "old" -> "new"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn data_sources_that_are_not_declared_any_more_are_forgotten() {
    check_state(
        r#"
data "fake_thing" "many" {
  count = 1
  name  = "many${count.index}"
}
resource "fake_thing" "a" { name = "a" }
//- /before/main.tf
data "fake_thing" "many" {
  count = 2
  name  = "many${count.index}"
}
data "fake_thing" "gone" { name = "gone" }
"#,
        &expect![[r#"
            data.fake_thing.many[0]: {id = "data-many0", name = "many0", note = "note of data-many0"}
            fake_thing.a: {id = "a-1", name = "a"} sensitive .password
        "#]],
    );
}

#[test]
fn what_is_read_again_may_have_changed() {
    check_plan(
        r#"
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "a" {
  name = "a"
  note = data.fake_thing.d.note
}
//- /before/main.tf
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "a" {
  name = "a"
  note = data.fake_thing.d.note
}
//- /provider
data d: set note "other"
"#,
        &expect![[r#"
            ~ fake_thing.a
                note: "note of data-d" -> "other"
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn errors_point_at_the_argument() {
    check_plan(
        r#"
data "fake_thing" "missing" {
  name = "missing"
}
data "fake_thing" "invalid" { name = "invalid" }
data "fake_thing" "nothing" { name = "nothing" }
data "fake_thing" "unknown" { name = "unknown" }
//- /provider
data missing: error There is no such thing at name
validate invalid: error Not a name at name
data nothing: null
data unknown: unknown note
"#,
        &expect![[r#"
            error: There is no such thing (data.fake_thing.missing)
              --> main.tf:3:3: `name = "missing"`
            error: Not a name (data.fake_thing.invalid)
              --> main.tf:5:31: `name = "invalid"`
            error: Provider produced invalid object (data.fake_thing.nothing)
              The provider read nothing, or values that are not known. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:6:1: `data "fake_thing" "nothing"`
            error: Provider produced invalid object (data.fake_thing.unknown)
              The provider read nothing, or values that are not known. This is a bug in the provider, which should be reported to its authors.
              --> main.tf:7:1: `data "fake_thing" "unknown"`
        "#]],
    );
}
