use expect_test::expect;

use super::{check, check_messages};

#[test]
fn override_files_replace_what_they_name() {
    check(
        r#"
//- main.tf
terraform {
  required_version = ">= 1.0"
  backend "s3" { bucket = "x" }
  required_providers {
    aws    = { source = "hashicorp/aws", version = "5.0.0" }
    random = { source = "hashicorp/random" }
  }
}
variable "a" {
  type    = string
  default = "x"
}
locals { l = 1 }
output "o" {
  value       = 1
  description = "kept"
}
module "m" {
  source = "./m"
  x      = 1
  y      = 1
}
provider "aws" {
  region = "x"
  default_tags { tags = {} }
}
resource "aws_vpc" "v" {
  cidr_block = "x"
  keep       = 1
  nested { a = 1 }
  nested { a = 2 }
  other { b = 1 }
  dynamic "made" {
    for_each = []
    content {}
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }
}
//- a_override.tf
variable "a" {
  type    = number
  default = 5
}
locals { l = 2 }
output "o" { sensitive = true }
module "m" { x = 2 }
//- override.tf
terraform {
  required_version = ">= 1.2"
  backend "local" {}
  required_providers {
    aws = { source = "example/aws" }
  }
}
output "o" { value = 3 }
provider "aws" { region = "y" }
provider "random" { seed = 1 }
resource "aws_vpc" "v" {
  cidr_block = "y"
  nested { a = 3 }
  made {}
  lifecycle { prevent_destroy = false }
}
//- m/main.tf
variable "x" {}
variable "y" {}
"#,
        &expect![[r#"
            module in .
            variable a: number, literal, default 5
            local l = 2
            output o = 3 (true, false, 0, 0)
            resource aws_vpc.v of aws { keep       = 1; cidr_block = "y"; other; nested; made }
              ignores changes of tags
            call m of "./m" None ["x = 2", "y      = 1"] []
            provider aws None { region = "y"; default_tags }
            provider random None { seed = 1 }
            requires aws = registry.terraform.io/example/aws "" []
            requires random = registry.terraform.io/hashicorp/random "" []
            requires version >= 1.2
            backend local {  }
            child m:
              module in m
              variable x: any, literal
              variable y: any, literal
        "#]],
    );
}

#[test]
fn override_files_override_what_is_there_and_nothing_else() {
    check_messages(
        r#"
//- main.tf
variable "a" {
  type    = string
  default = "x"
}
output "o" { value = 1 }
resource "aws_vpc" "v" {}
//- override.tf
variable "a" {
  type = number
  validation {
    condition     = var.a > 1
    error_message = "x"
  }
}
variable "b" {}
locals { c = 1 }
output "o" {
  depends_on = [aws_vpc.v]
  precondition {
    condition     = var.a > 1
    error_message = "x"
  }
}
module "d" {}
resource "aws_vpc" "e" {}
resource "aws_vpc" "v" {
  lifecycle {
    precondition {
      condition     = var.a > 1
      error_message = "x"
    }
  }
}
provider "aws" { alias = "f" }
moved {
  from = aws_vpc.x
  to   = aws_vpc.y
}
check "g" {}
"#,
        &expect![[r#"
            error: Invalid default value for variable
              This default value is not compatible with the variable's type constraint: a number is required.
              --> main.tf:3:13: `"x"`
            error: Unsupported override
              Override files cannot override validation blocks.
              --> override.tf:3:3: `validation`
            error: Missing base block to override
              There is no variable block for b. An override file can only override what another file declares.
              --> override.tf:8:1: `variable "b"`
            error: Missing base local value definition to override
              There is no local value named "c". An override file can only override what another file defines.
              --> override.tf:9:10: `c`
            error: Unsupported override
              Override files cannot override the depends_on argument.
              --> override.tf:11:3: `depends_on`
            error: Unsupported override
              Override files cannot override precondition blocks.
              --> override.tf:12:3: `precondition`
            error: Missing base block to override
              There is no module block for d. An override file can only override what another file declares.
              --> override.tf:17:1: `module "d"`
            error: Missing base block to override
              There is no resource block for aws_vpc.e. An override file can only override what another file declares.
              --> override.tf:18:1: `resource "aws_vpc" "e"`
            error: Missing base block to override
              There is no provider block for aws.f. An override file can only override what another file declares.
              --> override.tf:27:1: `provider "aws"`
            error: Block not allowed in override files
              Override files cannot override moved blocks.
              --> override.tf:28:1: `moved`
              help: move the block to a file whose name does not end with "override"
            error: Block not allowed in override files
              Override files cannot override check blocks.
              --> override.tf:32:1: `check "g"`
              help: move the block to a file whose name does not end with "override"
        "#]],
    );
}
