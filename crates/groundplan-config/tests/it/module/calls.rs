use expect_test::expect;

use super::{check, check_messages};

#[test]
fn a_module_called_twice_is_there_twice() {
    check(
        r#"
//- main.tf
module "a" {
  source    = "./child"
  name      = "a"
  providers = { aws.other = aws.west }
}
module "b" {
  source    = "./child/"
  name      = "b"
  providers = { aws = aws.west, aws.other = aws }
}
provider "aws" { region = "x" }
provider "aws" {
  alias  = "west"
  region = "y"
}
//- child/main.tf
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = "~> 5.0"
      configuration_aliases = [aws.other]
    }
  }
}
variable "name" {}
module "inner" { source = "../inner" }
provider "aws" { 
  alias = "own"
  region = "z" 
}
resource "aws_vpc" "x" { provider = aws.other }
//- inner/empty.txt
"#,
        &expect![[r#"
            module in .
            call a of "./child" None ["name      = \"a\""] ["aws.other <- aws.west"]
            call b of "./child/" None ["name      = \"b\""] ["aws <- aws.west", "aws.other <- aws"]
            provider aws None { region = "x" }
            provider aws Some("west") { region = "y" }
            child a:
              module in child
              variable name: any, literal
              resource aws_vpc.x of aws.other {  }
              call inner of "../inner" None [] []
              provider aws Some("own") { region = "z" }
              requires aws = registry.terraform.io/hashicorp/aws "~> 5.0" ["aws.other"]
              child inner:
                module in inner
            child b:
              module in child
              variable name: any, literal
              resource aws_vpc.x of aws.other {  }
              call inner of "../inner" None [] []
              provider aws Some("own") { region = "z" }
              requires aws = registry.terraform.io/hashicorp/aws "~> 5.0" ["aws.other"]
              child inner:
                module in inner
        "#]],
    );
}

#[test]
fn calls_are_compared_with_the_variables_of_the_module() {
    check_messages(
        r#"
//- main.tf
module "a" {
  source = "./child"
  nam    = "a"
  locals {}
  nested {}
}
//- child/main.tf
variable "name" {}
variable "other" { default = null }
"#,
        &expect![[r#"
            error: Reserved block type name in module block
              The block type name "locals" is reserved by Terraform.
              --> main.tf:4:3: `locals`
            error: Unsupported block type
              Blocks of type "nested" are not expected here.
              --> main.tf:5:3: `nested` a module's inputs are arguments
              help: write it as an argument: `nested = …`
            error: Unsupported argument (module.a)
              An argument named "nam" is not expected here.
              --> main.tf:3:3: `nam` the module in child has no input variable of this name
              --> main.tf:1:1: `module "a"` in this call
              help: an input variable with a similar name exists: `name`
            error: Missing required argument (module.a)
              The argument "name" is required, but no definition was found.
              --> main.tf:1:1: `module "a"` `name` is missing
              --> child/main.tf:1:1: `variable "name"` declared here, without a default
        "#]],
    );
}

#[test]
fn sources_that_lead_nowhere_are_refused() {
    check_messages(
        r#"
//- main.tf
module "none" {}
module "missing" { source = "./missing" }
module "bare" { source = "child" }
module "file" { source = "./main.tf" }
module "variable" { source = var.x }
module "empty" { source = "" }
module "registry" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"
}
module "git" { source = "git::https://example.com/vpc.git" }
module "versioned" {
  source  = "./child"
  version = "1.0.0"
}
module "version" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "five"
}
module "count" {
  source   = "./child"
  count    = 1
  for_each = {}
}
module "providers" {
  source    = "./child"
  providers = [aws]
}
module "providers_twice" {
  source    = "./child"
  providers = { aws = aws, "aws" = aws.x }
}
//- child/main.tf
"#,
        &expect![[r#"
            error: Missing required argument
              The argument "source" is required, but no definition was found.
              --> main.tf:1:1: `module "none"`
            error: Invalid module source address
              It is not clear what "child" means.
              --> main.tf:3:26: `"child"`
              help: if it is a folder beside this module's files, write "./child"
            error: Variables not allowed
              Variables may not be used here.
              --> main.tf:5:30: `var.x`
            error: Invalid module source address
              The address is empty.
              --> main.tf:6:27: `""`
            error: Invalid registry module source address
              "./child" is no address of a module registry, and only modules of registries have versions.
              --> main.tf:13:13: `"./child"`
              help: remove the argument "version"
            error: Invalid version constraint
              "five" is not a version constraint.
              --> main.tf:18:13: `"five"`
              help: write constraints such as ">= 1.5, < 2.0" or "~> 5.100"
            error: Invalid combination of "count" and "for_each"
              The "count" and "for_each" arguments exclude each other: only one can say how many there are.
              --> main.tf:23:3: `for_each`
              --> main.tf:22:3: `count` count is given here
            error: Invalid expression
              A static map expression is required.
              --> main.tf:27:15: `[aws]`
              help: write it as `{ aws = aws.west }`
            warning: Quoted references are deprecated
              References are expected literally here, rather than in quotes.
              --> main.tf:31:28: `"aws"`
              help: remove the quotes: `aws`
            error: Duplicate provider address
              A provider configuration is already passed to aws. Each can be passed only once.
              --> main.tf:31:28: `"aws"`
              --> main.tf:31:17: `aws` already passed here
            error: Module not found (module.file)
              There is no folder main.tf.
              --> main.tf:4:26: `"./main.tf"`
            error: Module cannot be fetched here
              The module "git::https://example.com/vpc.git" is to be fetched from another place than a local folder, which is not done here.
              --> main.tf:11:25: `"git::https://example.com/vpc.git"`
              help: copy or clone the module into this repository and write its path, beginning with "./" or "../"
            error: Module not found (module.missing)
              There is no folder missing.
              --> main.tf:2:29: `"./missing"`
            error: Module cannot be fetched here
              The module "terraform-aws-modules/vpc/aws" is to be fetched from a module registry, which is not done here.
              --> main.tf:8:13: `"terraform-aws-modules/vpc/aws"`
              help: copy or clone the module into this repository and write its path, beginning with "./" or "../"
            error: Module cannot be fetched here
              The module "terraform-aws-modules/vpc/aws" is to be fetched from a module registry, which is not done here.
              --> main.tf:17:13: `"terraform-aws-modules/vpc/aws"`
              help: copy or clone the module into this repository and write its path, beginning with "./" or "../"
            warning: Reference to undefined provider
              The called module does not declare a provider requirement with the local name "aws". It is taken for hashicorp/aws.
              --> main.tf:31:17: `aws`
              help: add an entry "aws" with source "hashicorp/aws" to the module's required_providers
        "#]],
    );
}

#[test]
fn calls_that_lead_back_are_shown_as_a_path() {
    check_messages(
        r#"
//- main.tf
module "a" { source = "./a" }
//- a/main.tf
module "b" { source = "../b" }
//- b/main.tf
module "a" { source = "../a" }
"#,
        &expect![[r#"
            error: Module calls itself
              The calls go round in a circle: a calls b calls a.
              --> b/main.tf:1:23: `"../a"`
              --> a/main.tf:1:23: `"../b"` through this call
        "#]],
    );
}

#[test]
fn errors_of_all_files_and_modules_are_reported() {
    check_messages(
        r#"
//- a.tf
variable "x" {
//- b.tf
variable "y" { type = strng }
module "m" { source = "./m" }
//- m/a.tf
locals { x = 1 +  }
"#,
        &expect![[r#"
            error: Unclosed configuration block
              The file ends before this block's closing brace.
              --> a.tf:1:1: `variable "x" {` this block is not closed
              --> a.tf:2:1: `` the file ends here
            error: Invalid type specification
              The keyword "strng" is not a valid type specification.
              --> b.tf:1:23: `strng`
            error: Invalid expression
              An expression must stand here.
              --> m/a.tf:1:19: `}` found `}`
        "#]],
    );
}

#[test]
fn called_modules_have_neither_imports_nor_backends() {
    check_messages(
        r#"
//- main.tf
module "m" { source = "./m" }
//- m/main.tf
import {
  to = aws_vpc.x
  id = "x"
}
terraform { 
  backend "local" {}
}
"#,
        &expect![[r#"
            error: Invalid import configuration
              Import blocks are only allowed in the root module.
              --> m/main.tf:1:1: `import`
              --> main.tf:1:1: `module "m"` the module is called here
              help: move the block to the root module, with the module's name before the resource's
            warning: Backend configuration ignored
              The state of all modules is kept where the root module's configuration says.
              --> m/main.tf:6:3: `backend "local"`
              --> main.tf:1:1: `module "m"` the module is called here
        "#]],
    );
}
