//! Parts of the format that say how a unit is run.

use expect_test::expect;

use super::{check, check_messages};

#[test]
fn values_beside_inputs_count_in_terraforms_order() {
    check(
        r#"
//- module/main.tf
variable "from_inputs" { type = string }
variable "from_env" { type = string }
variable "from_tfvars" { type = string }
variable "from_auto" { type = string }
variable "from_file" { type = list(string) }
variable "from_var" { type = map(number) }
variable "untyped" {}
//- module/terraform.tfvars
from_tfvars = "module"
from_auto   = "module"
//- unit/terraform.tfvars
from_tfvars = "unit"
from_auto   = "unit"
//- unit/a.auto.tfvars
from_auto = "auto"
untyped   = [1]
//- common.tfvars
from_file = ["common"]
//- unit/terragrunt.hcl
terraform {
  source = "../module"
  extra_arguments "files" {
    commands           = get_terraform_commands_that_need_vars()
    required_var_files = ["${get_terragrunt_dir()}/../common.tfvars"]
    optional_var_files = ["gone.tfvars"]
    arguments          = ["-var", "from_var={ a = 1 }"]
    env_vars           = { TF_VAR_from_env = "env" }
  }
  extra_arguments "apply" {
    commands  = ["apply"]
    arguments = ["-var", "from_inputs=no"]
  }
}
inputs = {
  from_inputs = "inputs"
  from_env    = "inputs"
  from_tfvars = "inputs"
  from_auto   = "inputs"
  from_file   = ["inputs"]
  from_var    = {}
  untyped     = [2]
}
"#,
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              from_auto = "auto" []
              from_env = "env" []
              from_file = ["common"] []
              from_inputs = "inputs" []
              from_tfvars = "unit" []
              from_var = {"a": 1} []
              untyped = [1] []
              read: common.tfvars unit/a.auto.tfvars unit/terraform.tfvars unit/terragrunt.hcl
        "#]],
    );
}

#[test]
fn features_have_defaults_and_includes_may_give_them() {
    check(
        r#"
//- module/main.tf
variable "a" { type = any }
//- root.hcl
feature "zone" { default = "a" }
feature "size" { default = 1 }
inputs = { a = [feature.zone.value, feature.size.value] }
//- unit/terragrunt.hcl
include "root" { path = "../root.hcl" }
feature "zone" { default = "b" }
feature "on" { default = run_zone_is_b }
terraform { source = "../module" }
locals { both = "${feature.zone.value}${feature.size.value}" }
inputs = { a = [feature.zone.value, feature.size.value, local.both] }
"#
        .replace("run_zone_is_b", "true")
        .as_str(),
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = ["b", 1, "b1"] []
              read: root.hcl unit/terragrunt.hcl
        "#]],
    );
}

#[test]
fn hooks_of_the_command_are_kept_and_merged_by_name() {
    check(
        r#"
//- module/main.tf
//- root.hcl
terraform {
  before_hook "one" {
    commands = ["plan", "apply"]
    execute  = ["echo", "root"]
  }
  before_hook "two" {
    commands    = ["plan"]
    execute     = ["echo", "two"]
    working_dir = get_parent_terragrunt_dir()
  }
  error_hook "bad" {
    commands  = ["plan"]
    execute   = ["echo", "bad"]
    on_errors = [".*"]
  }
}
//- unit/terragrunt.hcl
include "root" { path = "../root.hcl" }
terraform {
  source = "../module"
  before_hook "one" {
    commands     = ["plan"]
    execute      = ["echo", "unit"]
    run_on_error = true
  }
  after_hook "off" {
    commands = ["plan"]
    execute  = ["echo"]
    if       = false
  }
  after_hook "apply" {
    commands = ["apply"]
    execute  = ["echo"]
  }
}
"#,
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              hook one Before: ["echo", "unit"] in /work/module
              hook two Before: ["echo", "two"] in /work
              hook bad OnError([".*"]): ["echo", "bad"] in /work/module
              read: root.hcl unit/terragrunt.hcl
        "#]],
    );
}

#[test]
fn units_are_excluded_for_commands() {
    check(
        r#"
//- module/main.tf
variable "a" { default = "" }
//- all/terragrunt.hcl
terraform { source = "../module" }
exclude {
  if      = true
  actions = ["all"]
}
//- apply/terragrunt.hcl
terraform { source = "../module" }
exclude {
  if      = true
  actions = ["apply"]
}
//- not/terragrunt.hcl
terraform { source = "../module" }
exclude {
  if      = false
  actions = ["all"]
}
//- with/terragrunt.hcl
terraform { source = "../module" }
dependency "inner" { config_path = "../inner" }
exclude {
  if                   = get_env("STAGE") == "test"
  actions              = ["all_except_output"]
  exclude_dependencies = true
}
//- inner/terragrunt.hcl
terraform { source = "../module" }
//- user/terragrunt.hcl
terraform { source = "../module" }
dependency "all" { config_path = "../all" }
inputs = { a = dependency.all.outputs.x }
"#,
        &expect![[r#"
            apply = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: apply/terragrunt.hcl
            not = module (None, None)
              state: local {"path": "terraform.tfstate"}
              read: not/terragrunt.hcl
            user = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = "<all.x>" ["all.x"]
              read: user/terragrunt.hcl
            excluded: all by all/terragrunt.hcl:3:13
            excluded: inner by with/terragrunt.hcl:4:26
            excluded: with by with/terragrunt.hcl:4:26
            outside: all
        "#]],
    );
}

#[test]
fn files_that_are_read_give_all_their_parts() {
    check(
        r#"
//- module/main.tf
variable "a" { type = any }
variable "b" { type = any }
variable "c" { type = any }
//- common.hcl
locals { bucket = "states" }
remote_state {
  backend = "s3"
  config  = { bucket = local.bucket }
  generate = { path = "backend.tf", if_exists = "overwrite" }
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite"
  contents  = "provider \"made\" { x = 1 }"
}
terraform {
  extra_arguments "x" { commands = ["plan"] }
}
prevent_destroy = true
//- dependencies.hcl
dependency "vpc" {
  config_path  = "${get_original_terragrunt_dir()}/../vpc"
  mock_outputs = { vpc_id = "mock" }
}
inputs = { subnets = dependency.vpc.outputs.ids["dev"] }
//- vpc/terragrunt.hcl
terraform { source = "../module" }
inputs = { a = 1, b = 2, c = 3 }
//- unit/terragrunt.hcl
locals {
  common = read_terragrunt_config("../common.hcl")
  deps   = read_terragrunt_config("../dependencies.hcl")
  vpc    = local.deps.dependency.vpc
}
terraform { source = "../module" }
remote_state = local.common.remote_state
generate     = local.common.generate
inputs = {
  a = local.vpc.outputs.all
  b = [local.deps.inputs.subnets, local.common.prevent_destroy, local.common.iam_role]
  c = keys(local.common)
}
//- include/terragrunt.hcl
include "common" {
  path   = "../common.hcl"
  expose = true
}
terraform { source = "../module" }
inputs = {
  a = include.common.remote_state.config
  b = keys(include.common.terraform)
  c = include.common.locals.bucket
}
"#,
        &expect![[r#"
            include = module (None, None)
              state: s3 {"bucket": "states"}
              never destroyed
              a = {"bucket": "states"} []
              b = ["after_hook", "before_hook", "copy_terraform_lock_file", "error_hook", "exclude_from_copy", "extra_arguments", "include_in_copy", "source"] []
              c = "states" []
              provider made in include/(generated)/provider.tf:
                |provider "made" { x = 1 }
              read: common.hcl include/terragrunt.hcl
            unit = module (None, None)
              state: s3 {"bucket": "states"}
              a = "<vpc.all>" ["vpc.*", "vpc.ids"]
              b = ["<vpc.ids.dev>", true, ""] ["vpc.*", "vpc.ids"]
              c = ["dependencies", "dependency", "download_dir", "feature", "generate", "iam_assume_role_duration", "iam_assume_role_session_name", "iam_role", "iam_web_identity_token", "inputs", "locals", "prevent_destroy", "remote_state", "terraform", "terraform_binary", "terraform_version_constraint", "terragrunt_version_constraint"] []
              provider made in unit/(generated)/provider.tf:
                |provider "made" { x = 1 }
              read: common.hcl dependencies.hcl unit/terragrunt.hcl
            vpc = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = 1 []
              b = 2 []
              c = 3 []
              read: vpc/terragrunt.hcl
        "#]],
    );
}

#[test]
fn dependencies_are_merged_deeply_when_that_is_asked_for() {
    check(
        r#"
//- module/main.tf
variable "a" { type = any }
variable "b" { type = any }
//- vpc/terragrunt.hcl
terraform { source = "../module" }
inputs = { a = 1, b = 1 }
//- root.hcl
dependency "vpc" {
  config_path  = ""
  mock_outputs = { x = "mock" }
}
inputs = { a = { root = dependency.vpc.outputs.root } }
//- unit/terragrunt.hcl
include "root" {
  path           = "../root.hcl"
  merge_strategy = "deep"
}
terraform { source = "../module" }
dependency "vpc" { config_path = "../vpc" }
inputs = { a = { unit = dependency.vpc.outputs.unit }, b = 1 }
"#,
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = {"root": "<vpc.root>", "unit": "<vpc.unit>"} ["vpc.root", "vpc.unit"]
              b = 1 []
              read: root.hcl unit/terragrunt.hcl
            vpc = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = 1 []
              b = 1 []
              read: vpc/terragrunt.hcl
        "#]],
    );
}

#[test]
fn files_may_be_in_json() {
    check(
        r#"
//- module/main.tf
variable "a" { type = any }
//- root.hcl.json
{ "inputs": { "a": "${path_relative_to_include()}" } }
//- other/terragrunt.hcl.json
{
  "terraform": { "source": "../module" },
  "include": { "root": { "path": "../root.hcl.json" } }
}
//- unit/terragrunt.hcl.json
{
  "locals": { "x": "y" },
  "terraform": { "source": "../module" },
  "dependency": { "other": { "config_path": "../other" } },
  "generate": { "p": { "path": "p.tf", "if_exists": "overwrite", "contents": "provider \"made\" {}" } },
  "inputs": { "a": ["${local.x}", "${dependency.other.outputs.o}"] }
}
"#,
        &expect![[r#"
            other = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = "other" []
              read: other/terragrunt.hcl.json root.hcl.json
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = ["y", "<other.o>"] ["other.o"]
              provider made in unit/(generated)/p.tf:
                |provider "made" {}
              read: unit/terragrunt.hcl.json
        "#]],
    );
}

#[test]
fn patterns_mark_files_as_read() {
    check(
        r#"
//- .git/HEAD
//- module/main.tf
variable "a" { type = any }
//- unit/config/a.yaml
x: 1
//- unit/config/deep/b.yaml
x: 2
//- unit/terragrunt.hcl
terraform { source = "../module" }
locals {
  files = mark_glob_as_read("config/{*.yaml,**/*.yaml}")
  none  = mark_glob_as_read("nothing/*")
  out   = try(mark_glob_as_read("/etc/*"), "out")
}
inputs = { a = [[for file in local.files : basename(file)], local.none, local.out, get_working_dir()] }
"#,
        &expect![[r#"
            unit = module (None, None)
              state: local {"path": "terraform.tfstate"}
              a = [["a.yaml", "b.yaml"], [], "out", "/work/module"] []
              read: unit/config/a.yaml unit/config/deep/b.yaml unit/terragrunt.hcl
        "#]],
    );
}

#[test]
fn disabled_blocks_may_take_files_away() {
    check_messages(
        r#"
//- module/main.tf
//- module/provider.tf
provider "kept" {
//- module/made.tf
# Generated by Terragrunt. Sig: nIlQXj57tbuaRZEa
nonsense {
//- unit/terragrunt.hcl
terraform { source = "../module" }
generate "one" {
  path        = "provider.tf"
  if_exists   = "overwrite"
  if_disabled = "remove_terragrunt"
  disable     = true
  contents    = ""
}
generate "two" {
  path        = "made.tf"
  if_exists   = "overwrite"
  if_disabled = "remove_terragrunt"
  disable     = true
  contents    = ""
}
generate "three" {
  path        = "main.tf"
  if_exists   = "overwrite"
  if_disabled = "destroy"
  disable     = true
  contents    = ""
}
"#,
        &expect![[r#"
            error: File was not generated
              The file module/provider.tf is there and was not generated, so with if_disabled = "remove_terragrunt" it must not be removed.
              --> unit/terragrunt.hcl:5:17: `"remove_terragrunt"`
              help: remove the file, or use if_disabled = "remove" or "skip"
            error: Invalid if_disabled value
              There is no value "destroy" of if_disabled.
              --> unit/terragrunt.hcl:19:17: `"destroy"`
              help: use "remove", "remove_terragrunt" or "skip"
            error: Unclosed configuration block [unit]
              The file ends before this block's closing brace.
              --> module/provider.tf:1:1: `provider "kept" {` this block is not closed
              --> module/provider.tf:2:1: `` the file ends here
        "#]],
    );
}
