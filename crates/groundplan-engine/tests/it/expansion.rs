//! `count`, `for_each`, modules: which instances there are and what they see.

use expect_test::expect;

use crate::support::check_plan;

#[test]
fn count_makes_numbered_instances() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  count = 2
  name  = "a${count.index}"
}
output "names" { value = fake_thing.a[*].name }
output "second" { value = fake_thing.a[1].name }
"#,
        &expect![[r#"
            + fake_thing.a[0]
                id: (known after apply)
                name: "a0"
            + fake_thing.a[1]
                id: (known after apply)
                name: "a1"
            output names = ["a0", "a1"]
            output second = "a1"
            2 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn for_each_makes_keyed_instances() {
    check_plan(
        r#"
locals { things = { x = 1, y = 2 } }
resource "fake_thing" "a" {
  for_each = local.things
  name     = each.key
  size     = each.value
}
resource "fake_thing" "b" {
  for_each = toset(["k"])
  name     = "b-${each.value}"
  size     = fake_thing.a["y"].size
}
output "sizes" { value = { for key, thing in fake_thing.a : key => thing.size } }
"#,
        &expect![[r#"
            + fake_thing.a["x"]
                id: (known after apply)
                name: "x"
                size: 1
            + fake_thing.a["y"]
                id: (known after apply)
                name: "y"
                size: 2
            + fake_thing.b["k"]
                id: (known after apply)
                name: "b-k"
                size: 2
            output sizes = {x = 1, y = 2}
            3 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn modules_are_repeated_with_all_that_they_hold() {
    check_plan(
        r#"
module "m" {
  source   = "./child"
  for_each = { one = 1, two = 2 }
  size     = each.value
}
module "n" {
  source = "./child"
  count  = 1
  size   = module.m["two"].size + 1
}
output "sizes" { value = [for m in module.m : m.size] }
output "ids" { value = module.n[*].id }
//- /child/main.tf
variable "size" { type = number }
resource "fake_thing" "a" {
  count = 2
  name  = "a${count.index}"
  size  = var.size * 10
}
module "inner" {
  source = "./inner"
  name   = "inner-${var.size}"
}
output "size" { value = fake_thing.a[0].size }
output "id" { value = module.inner.id }
//- /child/inner/main.tf
variable "name" {}
resource "fake_thing" "b" { name = var.name }
output "id" { value = fake_thing.b.id }
"#,
        &expect![[r#"
            + module.m["one"].fake_thing.a[0]
                id: (known after apply)
                name: "a0"
                size: 10
            + module.m["one"].fake_thing.a[1]
                id: (known after apply)
                name: "a1"
                size: 10
            + module.m["one"].module.inner.fake_thing.b
                id: (known after apply)
                name: "inner-1"
            + module.m["two"].fake_thing.a[0]
                id: (known after apply)
                name: "a0"
                size: 20
            + module.m["two"].fake_thing.a[1]
                id: (known after apply)
                name: "a1"
                size: 20
            + module.m["two"].module.inner.fake_thing.b
                id: (known after apply)
                name: "inner-2"
            + module.n[0].fake_thing.a[0]
                id: (known after apply)
                name: "a0"
                size: 210
            + module.n[0].fake_thing.a[1]
                id: (known after apply)
                name: "a1"
                size: 210
            + module.n[0].module.inner.fake_thing.b
                id: (known after apply)
                name: "inner-21"
            output ids = [(known after apply)]
            output sizes = [10, 20]
            9 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn nothing_is_made_for_a_count_of_zero() {
    check_plan(
        r#"
resource "fake_thing" "a" { count = 0 }
module "m" {
  source = "./child"
  count  = 0
}
output "none" { value = one(fake_thing.a[*].id) }
output "modules" { value = module.m }
//- /child/main.tf
resource "fake_thing" "a" { }
"#,
        &expect![[r#"
            output modules = []
            nothing to add, change or destroy
        "#]],
    );
}

#[test]
fn the_number_of_instances_must_be_known_and_sensible() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { count = length(fake_thing.a.id) }
resource "fake_thing" "c" { count = -1 }
resource "fake_thing" "d" { count = null }
resource "fake_thing" "e" { count = "two" }
resource "fake_thing" "f" { count = 1.5 }
resource "fake_thing" "g" { for_each = toset([fake_thing.a.id]) }
resource "fake_thing" "h" { for_each = ["x"] }
resource "fake_thing" "i" { for_each = sensitive({ a = 1 }) }
resource "fake_thing" "j" { for_each = null }
resource "fake_thing" "k" { for_each = toset([1]) }
resource "fake_thing" "l" { for_each = { "${fake_thing.a.id}" = 1 } }
"#,
        &expect![[r#"
            error: Invalid count argument
              The "count" value depends on resource attributes that cannot be determined until apply, so the number of instances cannot be known when planning.
              --> main.tf:3:37: `length(fake_thing.a.id)`
              help: make "count" depend on input variables and other values that are known before anything is created
            error: Invalid count argument
              The given "count" argument value is unsuitable: must be greater than or equal to zero.
              --> main.tf:4:37: `-1`
            error: Invalid count argument
              The given "count" argument value is null. An integer is required.
              --> main.tf:5:37: `null`
            error: Invalid count argument
              The given "count" argument value is unsuitable: a number is required.
              --> main.tf:6:37: `"two"`
            error: Invalid count argument
              The given "count" argument value is unsuitable: a whole number is required.
              --> main.tf:7:37: `1.5`
            error: Invalid for_each argument
              The "for_each" value includes keys that depend on resource attributes that cannot be determined until apply, so the full set of instances cannot be known when planning.
              --> main.tf:8:40: `toset([fake_thing.a.id])`
              help: use a map whose keys are written in configuration, and let only its values depend on resources
            error: Invalid for_each argument
              The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type tuple.
              --> main.tf:9:40: `["x"]`
              help: make a set of a list of strings with `toset(…)`
            error: Invalid for_each argument
              Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments: the keys would show in the addresses of the instances.
              --> main.tf:10:40: `sensitive({ a = 1 })`
              help: for a map with sensitive values and keys that are not, use `for_each = nonsensitive(keys(…))`
            error: Invalid for_each argument
              The given "for_each" argument value is null. A map, or set of strings is allowed.
              --> main.tf:11:40: `null`
            error: Invalid for_each argument
              The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type number.
              --> main.tf:12:40: `toset([1])`
            error: Invalid for_each argument
              The "for_each" value includes keys that depend on resource attributes that cannot be determined until apply, so the full set of instances cannot be known when planning.
              --> main.tf:13:40: `{ "${fake_thing.a.id}" = 1 }`
              help: use a map whose keys are written in configuration, and let only its values depend on resources
        "#]],
    );
}

#[test]
fn values_of_for_each_may_be_unknown() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" {
  for_each = { x = fake_thing.a.id }
  name     = each.key
  uses     = each.value
}
"#,
        &expect![[r#"
            + fake_thing.a
                id: (known after apply)
                name: "a"
            + fake_thing.b["x"]
                id: (known after apply)
                name: "x"
                uses: (known after apply)
            2 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn repetition_is_only_seen_where_it_is() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = each.key }
resource "fake_thing" "b" { name = count.index }
resource "fake_thing" "c" {
  for_each = toset(["x"])
  name     = each.nothing
}
output "o" { value = each.value }
"#,
        &expect![[r#"
            error: Reference to "each" in context without for_each (fake_thing.a)
              The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.
              --> main.tf:2:36: `each.key`
            error: Reference to "count" in non-counted context (fake_thing.b)
              The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.
              --> main.tf:3:36: `count.index`
            error: Invalid reference (fake_thing.c["x"])
              The "each" object does not have an attribute of that name.
              --> main.tf:6:18: `.nothing`
              help: its attributes are `each.key` and `each.value`
            error: Reference to "each" in context without for_each
              The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.
              --> main.tf:8:22: `each.value`
        "#]],
    );
}
