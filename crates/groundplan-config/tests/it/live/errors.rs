use expect_test::expect;

use super::check_messages;

#[test]
fn what_is_not_honoured_is_named() {
    check_messages(
        r#"
//- m/main.tf
variable "a" {}
//- unit/terragrunt.hcl
terraform {
  source  = "../m"
  version = "1.0"
  extra_arguments "x" {
    commands  = ["plan"]
    arguments = ["-lock-timeout=20m", "-no-color"]
    env_vars  = { AWS_PROFILE = "x" }
  }
  extra_arguments "other" {
    commands  = ["apply"]
    arguments = ["-input=false"]
  }
  before_hook "x" {
    commands = ["init-from-module"]
    execute  = ["echo"]
  }
}
terraform_binary = "tofu"
errors {
  retry "x" {
    retryable_errors   = [".*"]
    max_attempts       = 1
    sleep_interval_sec = 1
  }
}
engine { source = "x" }
skip = false
retry_max_attempts = 3
inputs = { a = run_cmd("date") }
remote_state {
  backend    = "s3"
  config     = { account = "one" }
  encryption = { key_provider = "pbkdf2" }
}
//- secret/terragrunt.hcl
locals {
  secret = sops_decrypt_file("x.yaml")
  run    = run_cmd("--terragrunt-quiet", "whoami")
  both   = run_cmd("--terragrunt-no-cache", "--terragrunt-global-cache", "whoami")
  none   = run_cmd("--terragrunt-quiet")
  flag   = feature.x.value
  value  = values.x
}
terraform { source = "../m" }
//- secret/x.yaml
sops: {}
//- target/terragrunt.hcl
terraform {
  source = "../m"
  extra_arguments "x" {
    commands           = get_terraform_commands_that_need_vars()
    arguments          = ["-target", "aws_vpc.x"]
    required_var_files = ["gone.tfvars"]
  }
  before_hook "empty" {
    commands = ["plan"]
    execute  = []
  }
}
dependency "many" {
  config_path = "../unit"
  expansion { for_each = {} }
}
feature "size" { default = 1 }
feature "none" {}
"#,
        &expect![[r#"
            error: Error in function call
              Call to function "run_cmd" failed: --terragrunt-global-cache and --terragrunt-no-cache contradict each other.
              --> secret/terragrunt.hcl:4:12: `run_cmd("--terragrunt-no-cache", "--terragrunt-global-cache", "whoami")`
            error: Unknown feature
              There is no feature block named "x".
              --> secret/terragrunt.hcl:6:12: `feature.x.value`
              where: feature is object with no attributes
              help: declare it: `feature "x" { default = … }`
            error: Error in function call
              Call to function "run_cmd" failed: there are options only, and no command.
              --> secret/terragrunt.hcl:5:12: `run_cmd("--terragrunt-quiet")`
            error: Error in function call
              Call to function "run_cmd" failed: commands may not be run here, and this would run whoami.
              --> secret/terragrunt.hcl:3:12: `run_cmd("--terragrunt-quiet", "whoami")`
              help: leave out `--no-run`, or give the value by an environment variable and get_env
            error: Error in function call
              Call to function "sops_decrypt_file" failed: commands may not be run here, and this would run sops.
              --> secret/terragrunt.hcl:2:12: `sops_decrypt_file("x.yaml")`
              help: leave out `--no-run`, or give the value by an environment variable and get_env
            error: No values
              Nothing gives values here: there is no terragrunt.values.hcl beside this file.
              --> secret/terragrunt.hcl:7:12: `values`
              help: values come from the `unit` or `stack` block of a terragrunt.stack.hcl: use this folder as its source
            error: Missing required argument
              The argument "default" is required, but no definition was found.
              --> target/terragrunt.hcl:18:1: `feature "none"`
            error: Not supported yet
              The block type "expansion" is part of Terragrunt's format, but Groundplan does not support it yet.
              --> target/terragrunt.hcl:15:3: `expansion`
            error: Option not supported in extra_arguments
              The option "-target" would make the command do something else than it says.
              --> target/terragrunt.hcl:5:26: `["-target", "aws_vpc.x"]`
              help: give such an option on the command line
            error: Failed to read variables file
              There is no file m/gone.tfvars.
              --> target/terragrunt.hcl:6:26: `["gone.tfvars"]`
            error: Hook without a command
              The argument "execute" of the hook "empty" is empty.
              --> target/terragrunt.hcl:10:16: `[]`
            warning: Argument has no effect
              Groundplan runs no other program and copies no modules: "terraform_binary" is not used.
              --> unit/terragrunt.hcl:18:1: `terraform_binary`
            warning: Argument has no effect
              Providers repeat by themselves what AWS asks to be repeated: "retry_max_attempts" is not used.
              --> unit/terragrunt.hcl:28:1: `retry_max_attempts`
            warning: Argument of an older version
              Terragrunt has given up "skip". It is read as an exclude block for all commands.
              --> unit/terragrunt.hcl:27:1: `skip`
              help: write `exclude { if = true, actions = ["all"] }`, one argument a line
            warning: Block has no effect
              Groundplan does not repeat or ignore errors by their text: providers repeat by themselves what AWS asks to be repeated, and every other error is told.
              --> unit/terragrunt.hcl:19:1: `errors`
            error: Not supported yet
              The block type "engine" is part of Terragrunt's format, but Groundplan does not support it yet.
              --> unit/terragrunt.hcl:26:1: `engine`
              help: remove it: Groundplan is its own engine
            error: Version without a registry
              The version "1.0" is asked for, but only modules of registries have versions.
              --> unit/terragrunt.hcl:2:13: `"../m"`
              help: remove `version`, or name a module of a registry: "tfr://…"
            error: Not supported yet
              The argument "encryption" is part of Terragrunt's format, but Groundplan does not support it yet.
              --> unit/terragrunt.hcl:33:16: `{ key_provider = "pbkdf2" }`
              help: it is a feature of OpenTofu's: use a bucket that encrypts what it keeps
            warning: Arguments have no effect
              Groundplan runs no Terraform to which these could be passed: "-lock-timeout=20m", "-no-color".
              --> unit/terragrunt.hcl:6:17: `["-lock-timeout=20m", "-no-color"]`
            warning: Environment variables have no effect
              Groundplan runs no Terraform whose environment this could be: AWS_PROFILE.
              --> unit/terragrunt.hcl:7:17: `{ AWS_PROFILE = "x" }`
              help: set them where you run groundplan, or write provider arguments in a generate block
            warning: Hook has no effect
              The hook "x" belongs to "init-from-module", a step that there is not here: nothing is initialised or copied.
              --> unit/terragrunt.hcl:13:3: `before_hook "x"`
        "#]],
    );
}

#[test]
fn wrong_references_and_blocks_are_refused() {
    check_messages(
        r#"
//- m/main.tf
variable "name" {}
variable "size" {}
//- other/terragrunt.hcl
terraform { source = "../m" }
//- root.hcl
locals { account = { name = "x" } }
generate "same" {
  path      = "same.tf"
  if_exists = "overwrite"
  contents  = ""
}
//- unit/terragrunt.hcl
include "root" { path = "../root.hcl" }
include "odd" {
  path           = "../root.hcl"
  merge_strategy = "sideways"
}
include "gone" { path = "../gone.hcl" }
locals {
  a = local.b
  b = local.c
  c = local.a
  d = local.dd
  e = dependency.other.outputs.x
  f = include.root.locals.account
  g = var.x
  h = find_in_parent_folders("nowhere.hcl")
  i = get_env("NOT_SET")
  j = get_env()
  k = read_terragrunt_config("../broken.hcl")
  l = path_relative_to_includ()
  m = include.gone.locals.x
  n = local
}
terraform { source = "../m" }
dependency "other" { config_path = "../othr" }
dependency "empty" { config_path = "../m" }
generate "same" {
  path      = "same.tf"
  if_exists = "overwrite"
  contents  = dependency.other.outputs.x
}
inputs = { nam = 1 }
//- broken.hcl
locals { x = }
"#,
        &expect![[r#"
            error: Invalid merge strategy
              There is no merge strategy "sideways".
              --> unit/terragrunt.hcl:4:20: `"sideways"`
              help: use "no_merge", "shallow" or "deep"
            error: Included file not found
              There is no file gone.hcl.
              --> unit/terragrunt.hcl:6:25: `"../gone.hcl"`
            error: Local values refer to each other in a circle
              local.a refers to local.b refers to local.c refers to local.a.
              --> unit/terragrunt.hcl:10:7: `local.a`
              --> unit/terragrunt.hcl:8:7: `local.b` through this reference
              --> unit/terragrunt.hcl:9:7: `local.c` through this reference
            error: Reference to undeclared local value
              There is no local value named "dd" in this file.
              --> unit/terragrunt.hcl:11:7: `local.dd`
              help: a local value with a similar name exists: `d`
            error: Dependency outputs in locals
              Local values are evaluated before the outputs of other units are known.
              --> unit/terragrunt.hcl:12:7: `dependency.other.outputs.x`
              help: use the output in `inputs` directly
            error: Include is not exposed
              What an included file holds can only be referred to when its include block says so.
              --> unit/terragrunt.hcl:13:7: `include.root.locals.account`
              --> unit/terragrunt.hcl:1:1: `include "root"` this block
              help: add `expose = true` to the include block
            error: Unknown variable
              There is no variable named "var".
              --> unit/terragrunt.hcl:14:7: `var`
              help: in live configuration files there are `local`, `include`, `dependency`, `feature` and `values`
            error: Error in function call
              Call to function "find_in_parent_folders" failed: there is no nowhere.hcl in the folders above unit.
              --> unit/terragrunt.hcl:15:7: `find_in_parent_folders("nowhere.hcl")`
              help: create nowhere.hcl in one of these folders, or give a second argument to be used when there is none
            error: Error in function call
              Call to function "get_env" failed: the environment variable NOT_SET is not set.
              --> unit/terragrunt.hcl:16:7: `get_env("NOT_SET")`
              help: set it, or give a default as the second argument
            error: Wrong number of function arguments
              Function "get_env" expects 1 to 2 arguments, not 0.
              --> unit/terragrunt.hcl:17:7: `get_env()`
            error: Error in function call
              Call to function "read_terragrunt_config" failed: broken.hcl:1:14: Invalid expression: An expression must stand here.
              --> unit/terragrunt.hcl:18:7: `read_terragrunt_config("../broken.hcl")`
            error: Call to unknown function
              There is no function named "path_relative_to_includ".
              --> unit/terragrunt.hcl:19:7: `path_relative_to_includ`
              help: a function with a similar name exists: `path_relative_to_include`
            error: Unsupported reference
              Within locals, refer to one local value at a time: local.NAME.
              --> unit/terragrunt.hcl:21:7: `local`
            error: No unit in folder
              The folder m has no terragrunt.hcl.
              --> unit/terragrunt.hcl:25:36: `"../m"`
            error: Unit not found
              There is no folder othr.
              --> unit/terragrunt.hcl:24:36: `"../othr"`
            error: Dependency outputs are not known here
              This part of the configuration says what the unit is, and must be known before any unit is planned; outputs of other units are known later.
              --> unit/terragrunt.hcl:29:15: `dependency.other.outputs.x`
              help: give the output to the module as an input variable (in `inputs`); a generated provider or other block can refer to that variable as `$${var.NAME}`
            error: Duplicate generate block
              There is already a generate block named "same".
              --> unit/terragrunt.hcl:26:1: `generate "same"`
              --> root.hcl:2:1: `generate "same"` the other one
            warning: Input is not declared
              The module in m has no input variable "nam", so this value is not used.
              --> unit/terragrunt.hcl:31:12: `nam`
              help: an input variable with a similar name exists: `name`
        "#]],
    );
}

#[test]
fn wrong_inputs_are_refused_when_they_are_evaluated() {
    check_messages(
        r#"
//- m/main.tf
variable "a" { type = any }
variable "b" { type = any }
variable "c" { type = any }
variable "d" { type = any }
variable "e" { type = any }
variable "f" { type = any }
//- x/terragrunt.hcl
terraform { source = "../m" }
//- unit/terragrunt.hcl
terraform { source = "../m" }
dependency "x" { config_path = "../x" }
dependency "order" {
  config_path  = "../x"
  skip_outputs = true
}
dependency "off" {
  config_path = "../nowhere"
  enabled     = false
}
inputs = {
  a = dependency.y.outputs.a
  b = dependency.x.outputs.missing
  c = dependency.order.outputs.c
  d = dependency.off.outputs.d
  e = dependency.x.inputs.e
  f = dependency.x.outputs.ids.prod
}
"#,
        &expect![[r#"
            error: Unknown dependency
              There is no dependency block named "y".
              --> unit/terragrunt.hcl:12:7: `dependency.y.outputs.a`
              help: a block with a similar name exists: `x`
            error: Unknown output
              x has no output "missing".
              --> unit/terragrunt.hcl:13:7: `dependency.x.outputs.missing`
              where: dependency.x.outputs is object with 1 attribute
            error: Dependency has no outputs
              The dependency is there for the order only: its block has `skip_outputs = true`.
              --> unit/terragrunt.hcl:14:7: `dependency.order.outputs.c`
              --> unit/terragrunt.hcl:3:1: `dependency "order"` this block
              help: remove `skip_outputs`
            error: Dependency has no outputs
              The dependency is not enabled.
              --> unit/terragrunt.hcl:15:7: `dependency.off.outputs.d`
              --> unit/terragrunt.hcl:7:1: `dependency "off"` this block
              help: refer to its outputs only where `enabled` is true
            error: Unsupported reference
              Inputs of other units cannot be referred to.
              --> unit/terragrunt.hcl:16:7: `dependency.x.inputs.e`
              help: add an output to the other unit's module, or a local value to a file that both read
        "#]],
    );
}

#[test]
fn units_that_wait_for_each_other_are_shown_as_a_path() {
    check_messages(
        r#"
//- m/main.tf
variable "a" { default = "" }
//- a/terragrunt.hcl
terraform { source = "../m" }
dependency "b" { config_path = "../b" }
inputs = { a = dependency.b.outputs.x }
//- b/terragrunt.hcl
terraform { source = "../m" }
dependencies { paths = ["../c"] }
//- c/terragrunt.hcl
terraform { source = "../m" }
dependency "a" { config_path = "../a" }
inputs = { a = dependency.a.outputs.x }
//- d/terragrunt.hcl
terraform { source = "../m" }
dependency "a" { config_path = "../a/terragrunt.hcl" }
"#,
        &expect![[r#"
            error: Units depend on each other in a circle
              a depends on b depends on c depends on a.
              --> a/terragrunt.hcl:3:16: `dependency.b.outputs.x` a depends on b
              --> b/terragrunt.hcl:2:24: `["../c"]` b depends on c
              --> c/terragrunt.hcl:3:16: `dependency.a.outputs.x` c depends on a
              help: remove one of these references, or split a unit in two
        "#]],
    );
}

#[test]
fn files_that_cannot_be_generated_and_modules_that_are_not_there() {
    check_messages(
        r#"
//- m/main.tf
variable "a" { default = "" }
//- exists/terragrunt.hcl
terraform { source = "../m" }
generate "main" {
  path      = "main.tf"
  if_exists = "overwrite_terragrunt"
  contents  = ""
}
generate "word" {
  path      = "word.tf"
  if_exists = "replace"
  contents  = ""
}
generate "deep" {
  path      = "sub/deep.tf"
  if_exists = "overwrite"
  contents  = ""
}
//- gone/terragrunt.hcl
terraform { source = "../gone-module" }
//- remote/terragrunt.hcl
terraform { source = "git::https://example.com/modules.git//vpc?ref=v1.0.0" }
//- odd/terragrunt.hcl
terraform { source = "vpc" }
//- generated/terragrunt.hcl
terraform { source = "../m" }
generate "wrong" {
  path      = "wrong.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    provider "aws" {
      region =
    }
  EOF
}
//- version/terragrunt.hcl
terraform { source = "../m" }
terraform_version_constraint  = "< 1.5"
terragrunt_version_constraint = "newest"
//- nothing/terragrunt.hcl
include "root" { path = "../root.hcl" }
//- root.hcl
"#,
        &expect![[r#"
            error: Not supported yet
              The generation of files in another folder than the module's is part of Terragrunt's format, but Groundplan does not support it yet.
              --> exists/terragrunt.hcl:13:15: `"sub/deep.tf"`
              help: generate the file beside the module's other files
            error: Generated file exists already
              There is a file m/main.tf already, and with if_exists = "overwrite_terragrunt" it must not be replaced.
              --> exists/terragrunt.hcl:4:15: `"overwrite_terragrunt"`
              help: remove the file, or use if_exists = "overwrite" or "skip"
            error: Invalid if_exists value
              There is no value "replace" of if_exists.
              --> exists/terragrunt.hcl:9:15: `"replace"`
              help: use "overwrite", "overwrite_terragrunt", "skip" or "error"
            error: Invalid expression [generated]
              The line ends where an expression must stand.
              --> generated/(generated)/wrong.tf:2:11: `` an expression is missing here
              help: an expression can go on in the next line only inside parentheses or brackets
            error: Module not found
              There is no folder gone-module.
              --> gone/terragrunt.hcl:1:22: `"../gone-module"`
            warning: Unit without a module
              The unit names no module and has no .tf files, so it is left out.
              --> nothing/terragrunt.hcl:1:1: ``
              help: name a module: `terraform { source = "…" }`
            error: Invalid module source address
              It is not clear what "vpc" means.
              --> odd/terragrunt.hcl:1:22: `"vpc"`
              help: if it is a folder, write "./vpc" or an absolute path
            error: Module cannot be fetched here
              The module "git::https://example.com/modules.git//vpc?ref=v1.0.0" is to be fetched from another place than a local folder, which is not done here.
              --> remote/terragrunt.hcl:1:22: `"git::https://example.com/modules.git//vpc?ref=v1.0.0"`
              help: copy or clone the module into this repository and write its path, beginning with "./" or "../"
            error: Unsupported Terraform version
              Terraform < 1.5 is required here. Groundplan does what Terraform 1.11.4 does.
              --> version/terragrunt.hcl:2:33: `"< 1.5"`
            error: Invalid version constraint
              "newest" is not a version constraint.
              --> version/terragrunt.hcl:3:33: `"newest"`
        "#]],
    );
}

#[test]
fn files_that_include_or_read_themselves_are_refused() {
    check_messages(
        r#"
//- m/main.tf
variable "a" {}
//- root.hcl
include "x" { path = "other.hcl" }
//- read.hcl
locals { x = read_terragrunt_config("again.hcl") }
//- again.hcl
locals { x = read_terragrunt_config("read.hcl") }
//- unit/terragrunt.hcl
include "root" { path = "../root.hcl" }
locals { x = read_terragrunt_config("../read.hcl") }
terraform { source = "../m" }
inputs = { a = 1 }
"#,
        &expect![[r#"
            error: Include within an included file [unit]
              A file that is included cannot include others: only one level of includes is allowed.
              --> root.hcl:1:1: `include "x"`
              help: include the other file from the unit too
            error: Error in function call
              Call to function "read_terragrunt_config" failed: read.hcl:1:14: Error in function call: Call to function "read_terragrunt_config" failed: again.hcl:1:14: Error in function call: Call to function "read_terragrunt_config" failed: read.hcl is being read already: it reads itself.
              --> unit/terragrunt.hcl:2:14: `read_terragrunt_config("../read.hcl")`
        "#]],
    );
}

#[test]
fn an_error_in_a_shared_file_is_reported_once_or_names_the_unit() {
    check_messages(
        r#"
//- m/main.tf
variable "a" { default = "" }
//- root.hcl
locals {
  wrong = strng
  zone  = read_terragrunt_config("${get_terragrunt_dir()}/zone.hcl")
}
//- one/terragrunt.hcl
include "root" { path = "../root.hcl" }
terraform { source = "../m" }
//- one/zone.hcl
//- two/terragrunt.hcl
include "root" { path = "../root.hcl" }
terraform { source = "../m" }
"#,
        &expect![[r#"
            error: Unknown variable
              There is no variable named "strng".
              --> root.hcl:2:11: `strng`
              help: in live configuration files there are `local`, `include`, `dependency`, `feature` and `values`
            error: Error in function call [two]
              Call to function "read_terragrunt_config" failed: there is no file two/zone.hcl.
              --> root.hcl:3:11: `read_terragrunt_config("${get_terragrunt_dir()}/zone.hcl")`
        "#]],
    );
}

#[test]
fn an_object_that_gives_a_key_twice_is_refused() {
    check_messages(
        r#"
//- m/main.tf
variable "accounts" {}
locals { modules = { may = 1, may = 2 } }
//- company.hcl
locals {
  accounts = {
    dev   = { email = "dev@acme.example" }
    "dev" = { email = "stage@acme.example" }
  }
}
//- terragrunt.stack.hcl
unit "a" {
  source = "./unit"
  path   = "a"
  values = { x = 1, y = 2, x = 3 }

  no_dot_terragrunt_stack = true
}
//- unit/terragrunt.hcl
locals { company = read_terragrunt_config("../company.hcl").locals }
terraform { source = "../m" }
inputs = { accounts = { (get_env("STAGE")) = 1, (get_env("STAGE")) = local.company.accounts } }
"#,
        &expect![[r#"
            error: Key given twice
              The object has two entries called "x", and only the last would count.
              --> terragrunt.stack.hcl:4:28: `x` "x" again
              --> terragrunt.stack.hcl:4:14: `x` given here first
              help: give one of them another key, or take it out
            error: Error in function call
              Call to function "read_terragrunt_config" failed: company.hcl:4:5: Key given twice: The object has two entries called "dev", and only the last would count.
              --> unit/terragrunt.hcl:1:20: `read_terragrunt_config("../company.hcl")`
        "#]],
    );
}
