//! References to nothing, cycles, what is not supported: said before anything is asked of a provider.

use expect_test::expect;

use crate::support::check_plan;

#[test]
fn references_to_nothing_suggest_the_nearest_name() {
    check_plan(
        r#"
variable "region" { default = "x" }
locals { zone = "a" }
resource "fake_thing" "network" { name = var.regoin }
resource "fake_thing" "b" { name = local.zoen }
resource "fake_thing" "c" { name = fake_thing.netwrok.id }
resource "fake_thing" "d" { name = data.fake_thing.network.id }
resource "fake_thing" "e" { name = module.child.id }
module "m" { source = "./child" }
output "o" { value = module.m.ouput }
output "p" { value = plain }
resource "fake_thing" "f" {
  name       = "f"
  depends_on = [fake_thing.nothing]
}
//- /child/main.tf
output "output" { value = var.nothing }
"#,
        &expect![[r#"
            error: Reference to undeclared input variable
              An input variable with the name "regoin" has not been declared.
              --> main.tf:4:42: `var.regoin`
              help: one with a similar name exists: `region`
            error: Reference to undeclared local value
              A local value with the name "zoen" has not been declared.
              --> main.tf:5:36: `local.zoen`
              help: declare it: `locals { zoen = … }`
            error: Reference to undeclared resource
              A managed resource "fake_thing" "netwrok" has not been declared in the root module.
              --> main.tf:6:36: `fake_thing.netwrok.id`
              help: a resource with a similar name exists: `fake_thing.network`
            error: Reference to undeclared resource
              A data resource "fake_thing" "network" has not been declared in the root module.
              --> main.tf:7:36: `data.fake_thing.network.id`
              help: did you mean `fake_thing.network`?
            error: Reference to undeclared module
              No module call named "child" is declared in the root module.
              --> main.tf:8:36: `module.child.id`
              help: declare it: `module "child" { source = … }`
            error: Unsupported attribute
              The module "m" has no output value named "ouput".
              --> main.tf:10:22: `module.m.ouput`
              help: an output with a similar name exists: `output`
            error: Invalid reference
              A reference to a resource type must be followed by at least one attribute access, specifying the resource name.
              --> main.tf:11:22: `plain`
              help: for a string, write it in quotes: "plain"
            error: Reference to undeclared resource
              A managed resource "fake_thing" "nothing" has not been declared in the root module.
              --> main.tf:14:17: `fake_thing.nothing`
              help: a resource with a similar name exists: `fake_thing.network`
            error: Reference to undeclared input variable
              An input variable with the name "nothing" has not been declared.
              --> child/main.tf:1:27: `var.nothing`
              help: declare it: `variable "nothing" {}`
        "#]],
    );
}

#[test]
fn cycles_are_shown_as_a_path() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = local.x }
locals { x = module.m.out }
module "m" {
  source = "./child"
  in     = fake_thing.b.id
}
resource "fake_thing" "b" {
  name       = "b"
  depends_on = [fake_thing.a]
}
//- /child/main.tf
variable "in" {}
output "out" { value = var.in }
"#,
        &expect![[r#"
            error: Cycle
              Each of these needs the next one first: local.x → module.m.output.out → module.m.var.in → fake_thing.b → fake_thing.a → local.x.
              --> main.tf:3:10: `x` local.x is part of the cycle
              --> child/main.tf:2:1: `output "out"` module.m.output.out
              --> child/main.tf:1:1: `variable "in"` module.m.var.in
              --> main.tf:8:1: `resource "fake_thing" "b"` fake_thing.b
              --> main.tf:2:1: `resource "fake_thing" "a"` fake_thing.a
              help: break the cycle by taking one of these references out, or by splitting a resource in two
        "#]],
    );
}

#[test]
fn nothing_refers_to_itself() {
    check_plan(
        r#"
resource "fake_thing" "a" { name = fake_thing.a.id }
locals { l = [local.l] }
resource "fake_thing" "b" {
  count = 2
  name  = fake_thing.b[0].id
}
"#,
        &expect![[r#"
            error: Self-referential expression
              The configuration of fake_thing.a refers to itself.
              --> main.tf:2:1: `resource "fake_thing" "a"`
            error: Self-referential expression
              The configuration of local.l refers to itself.
              --> main.tf:3:10: `l`
            error: Self-referential expression
              The configuration of fake_thing.b refers to itself.
              --> main.tf:4:1: `resource "fake_thing" "b"`
        "#]],
    );
}

#[test]
fn providers_of_modules_must_be_passed() {
    check_plan(
        r#"
provider "fake" {
  alias = "west"
}
resource "fake_thing" "a" {
  provider = fake.east
  name     = "a"
}
"#,
        &expect![[r#"
            error: Provider configuration not present (fake_thing.a)
              There is no provider configuration fake.east in the root module.
              --> main.tf:6:14: `fake.east`
              help: a configuration with a similar name exists: `fake.west`
        "#]],
    );
}

#[test]
fn modules_inherit_providers_or_get_them_passed() {
    let fixture = r#"
provider "fake" { account = "home" }
provider "fake" {
  alias   = "away"
  account = "away"
}
module "inherits" { source = "./child" }
module "gets" {
  source    = "./child"
  providers = { fake = fake.away }
}
module "alias" {
  source    = "./alias"
  providers = { fake.other = fake.away }
}
//- /child/main.tf
resource "fake_thing" "a" { name = "a" }
//- /alias/main.tf
terraform {
  required_providers {
    fake = {
      source                = "hashicorp/fake"
      configuration_aliases = [fake.other]
    }
  }
}
resource "fake_thing" "a" {
  provider = fake.other
  name     = "a"
}
"#;
    crate::support::check_apply(
        fixture,
        &expect![[r#"
        warning: Reference to undefined provider
          The called module does not declare a provider requirement with the local name "fake". It is taken for hashicorp/fake.
          --> main.tf:10:17: `fake`
          help: add an entry "fake" with source "hashicorp/fake" to the module's required_providers
        create a-1 [away]
        create a-2 [away]
        create a-3 [home]
        3 added, 0 changed, 0 destroyed
    "#]],
    );
}

#[test]
fn unknown_types_suggest_the_nearest_name() {
    check_plan(
        r#"
resource "fake_thnig" "a" { }
data "fake_thnig" "b" { }
"#,
        &expect![[r#"
            error: Invalid resource type
              The provider hashicorp/fake does not support resource type "fake_thnig".
              --> main.tf:2:1: `resource "fake_thnig" "a"`
              help: one with a similar name exists: `fake_thing`
            error: Invalid data source
              The provider hashicorp/fake does not support data source "fake_thnig".
              --> main.tf:3:1: `data "fake_thnig" "b"`
              help: one with a similar name exists: `fake_thing`
        "#]],
    );
}

#[test]
fn what_is_not_supported_yet_is_said_and_not_left_out() {
    check_plan(
        r#"
terraform {
  provider_meta "fake" { module_name = "m" }
}
resource "fake_thing" "d" { name = "d" }
"#,
        &expect![[r#"
            warning: Provider metadata is not passed on
              "provider_meta" blocks are not supported yet. They change nothing but what a provider reports about its use.
              --> main.tf:3:3: `provider_meta "fake"`
            + fake_thing.d
                id: (known after apply)
                name: "d"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn metadata_for_providers_is_warned_about() {
    check_plan(
        r#"
terraform {
  provider_meta "fake" { x = 1 }
}
resource "fake_thing" "a" { name = "a" }
"#,
        &expect![[r#"
            warning: Provider metadata is not passed on
              "provider_meta" blocks are not supported yet. They change nothing but what a provider reports about its use.
              --> main.tf:3:3: `provider_meta "fake"`
            + fake_thing.a
                id: (known after apply)
                name: "a"
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn validation_knows_no_state_and_no_values() {
    check_plan(
        r#"
variable "number" { default = 0 }
variable "required" { type = number }
resource "fake_thing" "a" {
  count = var.number
  name  = count.index
  size  = var.required
}
resource "fake_thing" "b" {
  for_each = toset(fake_thing.a[*].id)
  name     = each.key
  uses     = fake_thing.a[3].id
}
module "m" {
  source   = "./child"
  for_each = { x = 1 }
  name     = each.value
}
output "m" { value = module.m["y"].name }
resource "fake_thing" "wrong" { sise = 1 }
data "fake_thing" "invalid" { name = "invalid" }
//- /child/main.tf
variable "name" {}
output "name" { value = var.name }
//- /options
validate
//- /provider
validate invalid: error Not a name at name
"#,
        &expect![[r#"
            error: Unsupported argument (fake_thing.wrong)
              An argument named "sise" is not expected here.
              --> main.tf:20:33: `sise` unknown argument
              help: an argument with a similar name exists: `size`
            error: Not a name (data.fake_thing.invalid)
              --> main.tf:21:31: `name = "invalid"`
        "#]],
    );
}

#[test]
fn instances_of_resources_are_said_also_where_nothing_is_evaluated() {
    check_plan(
        r#"
resource "fake_thing" "counted" {
  count = 1
  name  = "a"
}
resource "fake_thing" "each" {
  for_each = { x = 1 }
  name     = each.key
}
resource "fake_thing" "single" { name = "c" }
output "a" { value = try(fake_thing.counted.id, "") }
output "b" { value = can(fake_thing.each.id) }
output "c" { value = true ? "x" : fake_thing.single[0].id }
output "d" { value = [fake_thing.counted[0].id, fake_thing.each["x"].id, fake_thing.counted[*].id, fake_thing.each] }
"#,
        &expect![[r#"
            error: Missing resource instance key
              fake_thing.counted has "count" set, so its attributes must be accessed on specific instances of it.
              --> main.tf:11:26: `fake_thing.counted.id`
              help: for the instance that belongs to the one that refers to it, write `fake_thing.counted[count.index]`
            error: Missing resource instance key
              fake_thing.each has "for_each" set, so its attributes must be accessed on specific instances of it.
              --> main.tf:12:26: `fake_thing.each.id`
              help: for the instance that belongs to the one that refers to it, write `fake_thing.each[each.key]`
            error: Unexpected resource instance key
              fake_thing.single has neither "count" nor "for_each" set, so there is one instance and it has no key.
              --> main.tf:13:35: `fake_thing.single[0].id`
              help: leave the key out: `fake_thing.single`
        "#]],
    );
}

#[test]
fn what_a_resource_type_does_not_have_is_an_error_also_where_nothing_is_evaluated() {
    check_plan(
        r#"
resource "fake_net" "none" { count = 0 }
resource "fake_net" "one" {}
output "a" { value = try(fake_net.none[0].nmae, "") }
output "b" { value = true ? "x" : fake_net.one.all["a"] }
output "d" { value = try(fake_net.one.rule.port, "") }
output "e" { value = try(fake_net.one.tag[0].key, "") }
output "f" { value = try(fake_net.one.rule[0].prot, "") }
output "g" { value = try(fake_net.one.name.first, "") }
output "h" { value = try(fake_net.one.rule[7].port, fake_net.none[0].name, fake_net.none[*].nothing, "fine") }
output "i" { value = fake_net.one.name }
//- /schema
resource fake_net
  id: string computed
  name: string optional
  block all group
    a: string optional
  block rule list
    port: number optional
  block tag set
    key: string optional
"#,
        &expect![[r#"
            error: Unsupported attribute
              This object has no argument, nested block, or exported attribute named "nmae".
              --> main.tf:4:42: `.nmae`
            error: Invalid index operation
              Only attribute access is allowed here, using the dot operator.
              --> main.tf:5:51: `["a"]`
            error: Invalid operation
              Blocks of type "rule" make a list of objects, so one must be chosen by its number.
              --> main.tf:6:43: `.port`
              help: for the first, write `rule[0]`
            error: Cannot index a set value
              Blocks of type "tag" make a set of objects, and elements of sets have no keys.
              --> main.tf:7:42: `[0]`
              help: to find elements, use a `for` expression with an `if`
            error: Unsupported attribute
              This object has no argument, nested block, or exported attribute named "prot".
              --> main.tf:8:46: `.prot`
            error: Unsupported attribute
              Can't access attributes on a primitive-typed value (string).
              --> main.tf:9:43: `.first`
        "#]],
    );
}

#[test]
fn outputs_that_a_module_does_not_have_may_be_tried() {
    check_plan(
        r#"
module "one" { source = "./child" }
module "many" {
  source = "./child"
  count  = 1
}
output "a" { value = try(module.one.nothing, "tried") }
output "b" { value = try(module.many[0].nothing, "tried") }
output "c" { value = try(module.many.out, "tried") }
output "d" { value = can(module.one.nothing) }
output "e" { value = true ? module.one.out : module.one.nothing }
//- /child/main.tf
output "out" { value = "x" }
"#,
        &expect![[r#"
            output a = "tried"
            output b = "tried"
            output c = "tried"
            output d = false
            output e = "x"
            nothing to add, change or destroy
        "#]],
    );
}
