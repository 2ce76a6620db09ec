use std::path::Path;

use expect_test::expect;
use groundplan_config::live::{Selection, load_live};

use super::{check, settings};
use crate::support;

const MODULE: &str = r#"
//- module/main.tf
variable "a" { type = any }
variable "b" { type = any }
variable "c" { type = any }
variable "d" { type = any }
variable "e" { type = any }
//- x/terragrunt.hcl
terraform { source = "../module" }
//- y/terragrunt.hcl
terraform { source = "../module" }
"#;

fn with_module(fixture: &str) -> String {
    format!("{MODULE}{fixture}")
}

#[test]
fn the_file_that_includes_counts_more_and_later_includes_more_than_earlier_ones() {
    check(
        &with_module(
            r#"
//- one.hcl
inputs = { a = "one", b = "one", c = "one", d = "one" }
//- two.hcl
inputs = { a = "two", b = "two" }
//- three.hcl
inputs = { d = "three" }
//- unit/terragrunt.hcl
include "one" { path = "../one.hcl" }
include "two" { path = "../two.hcl" }
include "three" {
  path           = "../three.hcl"
  expose         = true
  merge_strategy = "no_merge"
}
terraform { source = "../module" }
inputs = { a = "unit", e = include.three.inputs.d }
"#,
        ),
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = "unit" []
              b = "two" []
              c = "one" []
              d = "one" []
              e = "three" []
              read: one.hcl three.hcl two.hcl unit/terragrunt.hcl
            x = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: x/terragrunt.hcl
            y = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: y/terragrunt.hcl
        "#]],
    );
}

#[test]
fn a_deep_merge_joins_lists_and_maps() {
    check(
        &with_module(
            r#"
//- deep.hcl
inputs = { a = { x = [1], y = { p = 1 } }, b = "deep" }
//- unit/terragrunt.hcl
include "deep" {
  path           = "../deep.hcl"
  merge_strategy = "deep"
}
terraform { source = "../module" }
inputs = { a = { x = [2], y = { q = 2 } } }
"#,
        ),
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = {"x": [1, 2], "y": {"p": 1, "q": 2}} []
              b = "deep" []
              read: deep.hcl unit/terragrunt.hcl
            x = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: x/terragrunt.hcl
            y = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: y/terragrunt.hcl
        "#]],
    );
}

#[test]
fn inputs_that_are_not_written_out_refer_to_all_that_they_mention() {
    check(
        &with_module(
            r#"
//- common.hcl
dependency "x" { config_path = "../x" }
inputs = { a = "common", b = dependency.x.outputs.b, c = dependency.y.outputs.ids["dev"] }
//- unit/terragrunt.hcl
include "common" {
  path   = "../common.hcl"
  expose = true
}
terraform { source = "../module" }
dependency "y" { config_path = "../y" }
inputs = merge(include.common.inputs, { a = dependency.y.outputs.a })
"#,
        ),
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = "<y.a>" ["x.b", "y.ids", "y.a"]
              b = "<x.b>" ["x.b", "y.ids", "y.a"]
              c = "<y.ids.dev>" ["y.ids", "x.b", "y.a"]
              d is not given ["x.b", "y.ids", "y.a"]
              e is not given ["x.b", "y.ids", "y.a"]
              read: common.hcl unit/terragrunt.hcl
            x = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: x/terragrunt.hcl
            y = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: y/terragrunt.hcl
        "#]],
    );
}

#[test]
fn paths_are_relative_to_the_unit_also_in_included_files() {
    check(
        &with_module(
            r#"
//- .git/HEAD
ref: refs/heads/main
//- common/root.hcl
locals {
  here = get_terragrunt_dir()
  read = read_terragrunt_config("${get_parent_terragrunt_dir()}/values.hcl").locals
}
inputs = {
  a = [local.here, get_parent_terragrunt_dir(), path_relative_to_include(), path_relative_from_include()]
  b = local.read
  c = [get_repo_root(), get_path_from_repo_root(), get_path_to_repo_root()]
  d = find_in_parent_folders("nowhere", "fallback")
}
//- common/values.hcl
locals {
  dir      = get_terragrunt_dir()
  original = get_original_terragrunt_dir()
  include  = path_relative_to_include()
  text     = file("text.txt")
}
//- common/text.txt
beside the file
//- live/unit/terragrunt.hcl
include "root" { path = "../../common/root.hcl" }
include "other" {
  path           = "../../other.hcl"
  merge_strategy = "no_merge"
}
terraform { source = "../../module" }
inputs = {
  e = [path_relative_to_include("root"), get_parent_terragrunt_dir("other"), get_platform() != "", read_tfvars_file("x.tfvars")]
}
//- live/unit/x.tfvars
a = [1, { b = "c" }]
//- other.hcl
"#,
        ),
        &expect![[r#"
            live/unit = module (Some("live"), None)
              state: local {"path": "terraform.tfstate"}
              a = ["/work/live/unit", "/work/common", "../live/unit", "../../common"] []
              b = {"dir": "/work/common", "include": ".", "original": "/work/live/unit", "text": "beside the file\n"} []
              c = ["/work", "live/unit", "../.."] []
              d = "fallback" []
              e = ["../live/unit", "/work", true, "{\"a\":[1,{\"b\":\"c\"}]}"] []
              read: common/root.hcl common/text.txt common/values.hcl live/unit/terragrunt.hcl other.hcl
            x = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: x/terragrunt.hcl
            y = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: y/terragrunt.hcl
        "#]],
    );
}

#[test]
fn functions_see_the_files_of_the_unit_over_those_of_the_module() {
    let settings = settings(support::reader(
        r#"
//- module/main.tf
//- module/both.txt
module
//- module/only.txt
module
//- unit/terragrunt.hcl
terraform { source = "../module" }
generate "made" {
  path      = "made.txt"
  if_exists = "error"
  contents  = "made"
}
//- unit/both.txt
unit
//- unit/deep/file.txt
unit
"#,
    ));
    let (live, diags) = load_live(Path::new("."), &Selection::default(), &settings);
    assert_eq!(support::rendered(&diags, &settings.sources), "");
    let files = &live.units.first().unwrap().files;
    let text = |path: &str| String::from_utf8(files.read(Path::new(path)).unwrap()).unwrap();
    let texts = ["both.txt", "only.txt", "made.txt", "../module/deep/file.txt"]
        .map(|name| text(&format!("/work/module/{name}")));
    assert_eq!(texts, ["unit\n", "module\n", "made", "unit\n"]);
    let names = files.list(Path::new("/work/module")).unwrap();
    assert_eq!(names, ["both.txt", "deep", "made.txt", "main.tf", "only.txt", "terragrunt.hcl"]);
    assert_eq!(files.list(Path::new("/work/module/deep")).unwrap(), ["file.txt"]);
    assert!(files.read(Path::new("/work/module/gone.txt")).is_err());
}

#[test]
fn files_of_the_unit_lie_over_those_of_the_module() {
    check(
        r#"
//- module/main.tf
variable "a" { type = string }
//- module/provider.tf
provider "replaced" { x = 1 }
//- module/kept.tf
provider "kept" { x = 1 }
//- unit/terragrunt.hcl
terraform { source = "../module" }
generate "kept" {
  path      = "kept.tf"
  if_exists = "skip"
  contents  = "provider \"lost\" { x = 1 }"
}
generate = {
  provider = {
    path      = "${get_terragrunt_dir()}/provider.tf"
    if_exists = "overwrite"
    contents  = "provider \"made\" { x = 1 }"
  }
  off = {
    path      = "off.tf"
    if_exists = "error"
    contents  = "nonsense {"
    disable   = true
  }
}
inputs = { a = "x" }
//- unit/main_override.tf
variable "a" { type = number }
//- bare/terragrunt.hcl
inputs = { b = 1 }
//- bare/main.tf
variable "b" {}
terraform {
  backend "s3" {
    bucket = "states"
    assume_role = { role_arn = "arn" }
  }
}
"#,
        &expect![[r#"
            bare = bare (None, None)
              state: s3 {"assume_role": {"role_arn": "arn"}, "bucket": "states"}
              b = "1" []
              read: bare/terragrunt.hcl
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = "x" []
              provider kept in module/kept.tf:
                |provider "kept" { x = 1 }
              provider made in unit/(generated)/provider.tf:
                |provider "made" { x = 1 }
              read: unit/main_override.tf unit/terragrunt.hcl
        "#]],
    );
}
