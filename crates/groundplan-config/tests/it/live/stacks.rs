//! Stacks, expanded in memory.

use expect_test::expect;

use super::{check, check_messages};

const CATALOG: &str = r#"
//- root.hcl
remote_state {
  backend = "local"
  config  = { path = "/states/${path_relative_to_include()}/terraform.tfstate" }
}
//- catalog/modules/vpc/main.tf
variable "cidr" { type = string }
variable "name" { type = string }
//- catalog/modules/app/main.tf
variable "vpc_id" { type = string }
variable "all" {
  type    = any
  default = null
}
//- catalog/units/vpc/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
terraform {
  source                 = "../..//modules/vpc"
  update_source_with_cas = true
}
inputs = {
  cidr = values.cidr
  name = try(values.name, get_terragrunt_dir())
}
//- catalog/units/app/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
dependency "vpc" { config_path = "../vpc" }
terraform { source = "${get_repo_root()}/catalog/modules/app" }
inputs = { vpc_id = dependency.vpc.outputs.vpc_id }
//- catalog/units/bare/terragrunt.hcl
terraform { source = "${get_repo_root()}/catalog/modules/app" }
//- catalog/stacks/network/terragrunt.stack.hcl
locals { cidr = values.cidr }
unit "vpc" {
  source = "${get_repo_root()}/catalog/units/vpc"
  path   = "vpc"
  values = { cidr = local.cidr }
}
//- .git/HEAD
"#;

#[test]
fn units_of_stacks_stand_where_terragrunt_would_generate_them() {
    check(
        &format!(
            "{CATALOG}{}",
            r#"
//- live/terragrunt.stack.hcl
locals { cidr = "10.0.0.0/16" }
unit "vpc" {
  source = "../catalog/units/vpc"
  path   = "vpc"
  values = {
    cidr = local.cidr
    name = "${basename(get_terragrunt_dir())}-vpc"
  }
}
unit "app" {
  source = "../catalog/units/app"
  path   = "app"
}
unit "off" {
  source  = "../catalog/units/app"
  path    = "off"
  enabled = false
}
//- live/.terragrunt-stack/vpc/terragrunt.hcl
nonsense {
"#
        ),
        &expect![[r#"
            live/.terragrunt-stack/app = catalog/modules/app (Some("live"), None)
              state: local {"path": "/states/live/.terragrunt-stack/app/terraform.tfstate"}
              vpc_id = "<live/.terragrunt-stack/vpc.vpc_id>" ["live/.terragrunt-stack/vpc.vpc_id"]
              read: catalog/units/app/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
            live/.terragrunt-stack/vpc = catalog/modules/vpc (Some("live"), None)
              state: local {"path": "/states/live/.terragrunt-stack/vpc/terraform.tfstate"}
              cidr = "10.0.0.0/16" []
              name = "live-vpc" []
              read: catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
        "#]],
    );
}

#[test]
fn stacks_hold_stacks_and_units_depend_on_them() {
    check(
        &format!(
            "{CATALOG}{}",
            r#"
//- live/terragrunt.stack.hcl
stack "network" {
  source = "../catalog/stacks/network"
  path   = "network"
  values = { cidr = "10.1.0.0/16" }
  autoinclude {
    unit "second" {
      source = "${get_repo_root()}/catalog/units/vpc"
      path   = "second"
      values = { cidr = "10.2.0.0/16" }
    }
  }
}
unit "app" {
  source                  = "../catalog/units/bare"
  path                    = "app"
  no_dot_terragrunt_stack = true
  autoinclude {
    dependency "network" {
      config_path  = stack.network.path
      mock_outputs = { vpc = {} }
    }
    inputs = {
      vpc_id = "${upper("id")}:${dependency.network.outputs.vpc.vpc_id}"
      all    = [dependency.network.outputs.second, unit.app.path, { for k, v in dependency.network.outputs.vpc.ids : k => v }]
    }
  }
}
"#
        ),
        &expect![[r#"
            live/.terragrunt-stack/network/.terragrunt-stack/second = catalog/modules/vpc (Some("live"), None)
              state: local {"path": "/states/live/.terragrunt-stack/network/.terragrunt-stack/second/terraform.tfstate"}
              cidr = "10.2.0.0/16" []
              name = "/work/live/.terragrunt-stack/network/.terragrunt-stack/second" []
              read: catalog/stacks/network/terragrunt.stack.hcl catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
            live/.terragrunt-stack/network/.terragrunt-stack/vpc = catalog/modules/vpc (Some("live"), None)
              state: local {"path": "/states/live/.terragrunt-stack/network/.terragrunt-stack/vpc/terraform.tfstate"}
              cidr = "10.1.0.0/16" []
              name = "/work/live/.terragrunt-stack/network/.terragrunt-stack/vpc" []
              read: catalog/stacks/network/terragrunt.stack.hcl catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
            live/app = catalog/modules/app (Some("live"), None)
              state: local {"path": "terraform.tfstate"}
              all = [{"all": "<live/.terragrunt-stack/network/.terragrunt-stack/second.all>"}, "/work/live/app", {"dev": "<live/.terragrunt-stack/network/.terragrunt-stack/vpc.ids.dev>", "prod": "<live/.terragrunt-stack/network/.terragrunt-stack/vpc.ids.prod>"}] ["live/.terragrunt-stack/network/.terragrunt-stack/second.*", "live/.terragrunt-stack/network/.terragrunt-stack/vpc.ids"]
              vpc_id = "ID:<live/.terragrunt-stack/network/.terragrunt-stack/vpc.vpc_id>" ["live/.terragrunt-stack/network/.terragrunt-stack/vpc.vpc_id"]
              read: catalog/units/bare/terragrunt.hcl live/terragrunt.stack.hcl
        "#]],
    );
}

#[test]
fn what_is_wrong_in_a_stack_is_told() {
    check_messages(
        r#"
//- units/a/terragrunt.hcl
terraform { source = "." }
inputs = { x = values.y }
//- units/a/main.tf
variable "x" {}
//- units/empty/main.tf
//- stacks/self/terragrunt.stack.hcl
stack "self" {
  source = "../../../stacks/self"
  path   = "self"
}
//- live/terragrunt.stack.hcl
locals { x = local.y }
unit "a" {
  source = "../units/a"
  path   = "a"
  values = { x = 1 }
  autoinclude {
    locals { y = 1 }
    dependency "b" { config_path = unit.b.path }
    inputs = { x = local.gone }
  }
}
unit "a" {
  source = "../units/a"
  path   = "again"
}
unit "same" {
  source = "../units/a"
  path   = "a"
}
unit "out" {
  source = "../units/a"
  path   = "../../out"
}
unit "empty" {
  source = "../units/empty"
  path   = "empty"
}
unit "gone" {
  source = "../units/gone"
  path   = "gone"
  odd    = 1
}
unit "values" {
  source = "../units/a"
  path   = "values"
  values = "x"
}
unit "ok" {
  source = "../units/a"
  path   = "ok"
  values = { x = 1 }
}
stack "stack" {
  source = "../stacks/self"
  path   = "stack"
  autoinclude {
    dependency "b" { config_path = "x" }
  }
}
//- both/terragrunt.stack.hcl
unit "a" {
  source = "../units/a"
  path   = "a"
  values = { y = "z" }
}
//- both/terragrunt.hcl
"#,
        &expect![[r#"
            error: Unit and stack in one folder
              The folder both holds a stack and a unit: it can be only one.
              --> both/terragrunt.stack.hcl:1:1: ``
            error: Unsupported argument
              An argument named "odd" is not expected here.
              --> live/terragrunt.stack.hcl:31:3: `odd` unknown argument
            error: Reference to undeclared local value
              There is no local value named "y" in this file.
              --> live/terragrunt.stack.hcl:1:14: `local.y`
              help: a local value with a similar name exists: `x`
            error: Duplicate unit block
              There is already a unit block named "a".
              --> live/terragrunt.stack.hcl:12:1: `unit "a"`
            error: Duplicate unit block
              Another block stands at the path "a" already.
              --> live/terragrunt.stack.hcl:16:1: `unit "same"`
              --> live/terragrunt.stack.hcl:2:1: `unit "a"` the other one
            error: Path leads out of the stack
              The path "../../out" must lead to a folder in live/.terragrunt-stack.
              --> live/terragrunt.stack.hcl:22:12: `"../../out"`
            error: Unsupported in autoinclude
              A block of type "locals" has no place in what is added to a unit.
              --> live/terragrunt.stack.hcl:7:5: `locals`
              help: put the local values in the `locals` block of the stack file
            error: Reference to undeclared local value
              There is no local value named "gone" in this file.
              --> live/terragrunt.stack.hcl:9:20: `local.gone`
              where: local is object with 1 attribute
            error: Unknown unit
              This file has no unit block named "b".
              --> live/terragrunt.stack.hcl:8:36: `unit.b.path`
              help: a block with a similar name exists: `a`
            error: Unit without its file
              The folder units/empty has no terragrunt.hcl.
              --> live/terragrunt.stack.hcl:25:12: `"../units/empty"`
            error: Unit not found
              There is no folder units/gone.
              --> live/terragrunt.stack.hcl:29:12: `"../units/gone"`
            error: Invalid values
              The values must be an object, but this is string.
              --> live/terragrunt.stack.hcl:36:12: `"x"`
            error: Unsupported in autoinclude
              A block of type "dependency" has no place in what is added to a stack.
              --> live/terragrunt.stack.hcl:47:5: `dependency "b"`
              help: put it in the unit that it is meant for
            error: Stack not found
              There is no folder /stacks/self.
              --> stacks/self/terragrunt.stack.hcl:2:12: `"../../../stacks/self"`
            error: Unsupported attribute
              This object does not have an attribute named "y".
              --> units/a/terragrunt.hcl:2:22: `.y`
              where: values is object with 1 attribute
              help: an attribute with a similar name exists: `x`
            error: No values
              Nothing gives values here: there is no terragrunt.values.hcl beside this file.
              --> units/a/terragrunt.hcl:2:16: `values`
              help: values come from the `unit` or `stack` block of a terragrunt.stack.hcl: use this folder as its source
        "#]],
    );
}

#[test]
fn what_is_secret_in_values_stays_secret() {
    check(
        r#"
//- module/main.tf
variable "password" { type = string }
variable "user" { type = string }
//- catalog/units/database/terragrunt.hcl
terraform { source = "../../../module" }
inputs = {
  password = values.database.password
  user     = values.database.user
}
//- live/terragrunt.stack.hcl
unit "database" {
  source = "../catalog/units/database"
  path   = "database"
  values = { database = { user = "admin", password = sensitive("secret") } }
}
"#,
        &expect![[r#"
            live/.terragrunt-stack/database = module (Some("live"), None)
              state: local {"path": "terraform.tfstate"}
              password = sensitive(string) []
              user = "admin" []
              read: catalog/units/database/terragrunt.hcl live/terragrunt.stack.hcl
        "#]],
    );
}

#[test]
fn one_block_stands_for_several_units_and_stacks() {
    check(
        &format!(
            "{CATALOG}{}",
            r#"
//- catalog/stacks/region/terragrunt.stack.hcl
unit "vpc" {
  expansion { count = values.networks }
  source                  = "${get_repo_root()}/catalog/units/vpc"
  path                    = "vpc-${count.index}"
  no_dot_terragrunt_stack = true
  values                  = { cidr = "10.${count.index}.0.0/16", name = values.name }
}
//- live/terragrunt.stack.hcl
locals {
  regions = { us-east-1 = { networks = 0 }, us-west-2 = { networks = 2 } }
}
stack "region" {
  expansion { for_each = local.regions }
  source                  = "${get_repo_root()}/catalog/stacks/region"
  path                    = each.key
  no_dot_terragrunt_stack = true
  values                  = { name = each.key, networks = each.value.networks }
}
"#
        ),
        &expect![[r#"
            live/us-west-2/vpc-0 = catalog/modules/vpc (Some("live"), Some("us-west-2"))
              state: local {"path": "/states/live/us-west-2/vpc-0/terraform.tfstate"}
              cidr = "10.0.0.0/16" []
              name = "us-west-2" []
              read: catalog/stacks/region/terragrunt.stack.hcl catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
            live/us-west-2/vpc-1 = catalog/modules/vpc (Some("live"), Some("us-west-2"))
              state: local {"path": "/states/live/us-west-2/vpc-1/terraform.tfstate"}
              cidr = "10.1.0.0/16" []
              name = "us-west-2" []
              read: catalog/stacks/region/terragrunt.stack.hcl catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
        "#]],
    );
}

#[test]
fn what_is_wrong_in_an_expansion_is_told() {
    check_messages(
        &format!(
            "{CATALOG}{}",
            r#"
//- live/terragrunt.stack.hcl
unit "both" {
  expansion {
    count    = 1
    for_each = {}
  }
  source = "../catalog/units/bare"
  path   = "both"
}
unit "list" {
  expansion { for_each = ["a"] }
  source = "../catalog/units/bare"
  path   = each.key
}
unit "half" {
  expansion { count = 0.5 }
  source = "../catalog/units/bare"
  path   = "half"
}
unit "same" {
  expansion { for_each = toset(["a", "b"]) }
  source = "../catalog/units/bare"
  path   = "same"
}
unit "other" {
  source = "../catalog/units/bare"
  path   = each.key
}
"#
        ),
        &expect![[r#"
            error: Invalid expansion
              An `expansion` block takes one of the arguments "for_each" and "count".
              --> live/terragrunt.stack.hcl:2:3: `expansion`
            error: Invalid expansion
              "for_each" must be a map, an object or a set of strings, but this is tuple.
              --> live/terragrunt.stack.hcl:10:26: `["a"]`
            error: Invalid expansion
              "count" must be a known whole number, at least 0.
              --> live/terragrunt.stack.hcl:15:23: `0.5`
            error: Duplicate unit block
              Another block stands at the path "same" already.
              --> live/terragrunt.stack.hcl:19:1: `unit "same"`
              --> live/terragrunt.stack.hcl:19:1: `unit "same"` the other one
            error: Unknown variable
              There is no variable named "each".
              --> live/terragrunt.stack.hcl:26:12: `each`
              help: in live configuration files there are `local`, `include`, `dependency`, `feature` and `values`
        "#]],
    );
}

#[test]
fn what_stands_in_a_stacks_folder_already_stays_there() {
    check(
        &format!(
            "{CATALOG}{}",
            r#"
//- live/terragrunt.stack.hcl
stack "dev" {
  source                  = "../catalog/stacks/network"
  path                    = "dev"
  no_dot_terragrunt_stack = true
  values                  = { cidr = "10.0.0.0/16" }
}
//- live/dev/app/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
dependency "vpc" { config_path = "../.terragrunt-stack/vpc" }
terraform { source = "${get_repo_root()}/catalog/modules/app" }
inputs = { vpc_id = dependency.vpc.outputs.vpc_id }
"#
        ),
        &expect![[r#"
            live/dev/.terragrunt-stack/vpc = catalog/modules/vpc (Some("live"), None)
              state: local {"path": "/states/live/dev/.terragrunt-stack/vpc/terraform.tfstate"}
              cidr = "10.0.0.0/16" []
              name = "/work/live/dev/.terragrunt-stack/vpc" []
              read: catalog/stacks/network/terragrunt.stack.hcl catalog/units/vpc/terragrunt.hcl live/terragrunt.stack.hcl root.hcl
            live/dev/app = catalog/modules/app (Some("live"), None)
              state: local {"path": "/states/live/dev/app/terraform.tfstate"}
              vpc_id = "<live/dev/.terragrunt-stack/vpc.vpc_id>" ["live/dev/.terragrunt-stack/vpc.vpc_id"]
              read: live/dev/app/terragrunt.hcl root.hcl
        "#]],
    );
}
