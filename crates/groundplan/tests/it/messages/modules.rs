use expect_test::expect;

use super::check;

#[test]
fn m70_missing_input() {
    check(
        &[("main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"), ("m/main.tf", "variable \"name\" {}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Missing required argument
             --> main.tf:1:1
              |
            1 | module "m" {
              | ^^^^^^^^^^ `name` is missing
              |
             ::: m/main.tf:1:1
              |
            1 | variable "name" {}
              | --------------- declared here, without a default
              |
              = The argument "name" is required, but no definition was found.
              = in: module.m
        "#]],
    );
}

#[test]
fn m71_unknown_input_with_the_nearest_name() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n  nmae   = \"x\"\n}\n"),
            ("m/main.tf", "variable \"name\" {\n  default = \"x\"\n}\n"),
        ],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported argument
             --> main.tf:3:3
              |
            1 | module "m" {
              | ---------- in this call
            2 |   source = "./m"
            3 |   nmae   = "x"
              |   ^^^^ the module in m has no input variable of this name
              |
              = An argument named "nmae" is not expected here.
              = in: module.m
        "#]],
    );
}

#[test]
fn m72_input_of_another_type() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n  size   = \"big\"\n}\n"),
            ("m/main.tf", "variable \"size\" {\n  type = number\n}\n"),
        ],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid value for input variable
             --> main.tf:3:12
              |
            3 |   size   = "big"
              |            ^^^^^
              |
             ::: m/main.tf:1:1
              |
            1 | variable "size" {
              | --------------- declared here
              |
              = The given value is not suitable for var.size declared as number: a number is required.
        "#]],
    );
}

#[test]
fn m73_folder_that_is_missing() {
    check(
        &[("main.tf", "module \"m\" {\n  source = \"./absent\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Module not found
         --> main.tf:2:12
          |
        2 |   source = "./absent"
          |            ^^^^^^^^^^
          |
          = There is no folder absent.
          = in: module.m
    "#]],
    );
}

#[test]
fn m74_source_that_is_none() {
    check(
        &[("main.tf", "module \"m\" {\n  source = \"modules/net\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid module source address
         --> main.tf:2:12
          |
        2 |   source = "modules/net"
          |            ^^^^^^^^^^^^^
          |
          = It is not clear what "modules/net" means.
        help: if it is a folder beside this module's files, write "./modules/net"
    "#]],
    );
}

#[test]
fn m75_version_of_a_local_module() {
    check(
        &[("main.tf", "module \"m\" {\n  source  = \"./m\"\n  version = \"1.0\"\n}\n"), ("m/main.tf", "")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid registry module source address
             --> main.tf:2:13
              |
            2 |   source  = "./m"
              |             ^^^^^
              |
              = "./m" is no address of a module registry, and only modules of registries have versions.
            help: remove the argument "version"
        "#]],
    );
}

#[test]
fn m76_module_that_calls_itself() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"),
            ("m/main.tf", "module \"again\" {\n  source = \"../m\"\n}\n"),
        ],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Module calls itself
             --> m/main.tf:2:12
              |
            2 |   source = "../m"
              |            ^^^^^^
              |
              = The calls go round in a circle: m calls m.
        "#]],
    );
}

#[test]
fn m77_repository_that_cannot_be_reached() {
    check(
        &[("main.tf", "module \"m\" {\n  source = \"git::file:///nowhere/at/all.git?ref=v1\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Module cannot be fetched
             --> main.tf:2:12
              |
            2 |   source = "git::file:///nowhere/at/all.git?ref=v1"
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = Fetching file:///nowhere/at/all.git: git says: fatal: '/nowhere/at/all.git' does not appear to be a git repository / fatal: Could not read from remote repository. / Please make sure you have the correct access rights / and the repository exists.
            help: see what `git ls-remote file:///nowhere/at/all.git` says
        "#]],
    );
}

#[test]
fn m78_provider_that_is_not_passed() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"),
            (
                "m/main.tf",
                "terraform {\n  required_providers {\n    aws = {\n      source                = \"hashicorp/aws\"\n      configuration_aliases = [aws.peer]\n    }\n  }\n}\n",
            ),
        ],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Missing required provider configuration
             --> main.tf:1:1
              |
            1 | module "m" {
              | ^^^^^^^^^^
              |
              = The called module requires an additional configuration for provider hashicorp/aws, with the local name "aws.peer".
              = in: module.m
            help: pass it: `providers = { aws.peer = … }`
        "#]],
    );
}

#[test]
fn m79_required_version_of_another_terraform() {
    check(
        &[("main.tf", "terraform {\n  required_version = \">= 99.0\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unsupported Terraform Core version
         --> main.tf:2:22
          |
        2 |   required_version = ">= 99.0"
          |                      ^^^^^^^^^
          |
          = This module requires Terraform >= 99.0. Groundplan does what Terraform 1.11.4 does.
        help: change the constraint if the module works with that version too, or use another version of the module
    "#]],
    );
}

#[test]
fn m80_moved_to_itself() {
    check(
        &[(
            "main.tf",
            "resource \"terraform_data\" \"a\" {}\nmoved {\n  from = terraform_data.a\n  to   = terraform_data.a\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Redundant move statement
             --> main.tf:2:1
              |
            2 | moved {
              | ^^^^^
              |
              = This statement declares a move from terraform_data.a to the same address, which is the same as not declaring this move at all.
        "#]],
    );
}

#[test]
fn m81_precondition_with_its_values() {
    check(
        &[(
            "main.tf",
            "locals {\n  size = 5\n}\nresource \"terraform_data\" \"x\" {\n  lifecycle {\n    precondition {\n      condition     = local.size > 10\n      error_message = \"Too small.\"\n    }\n  }\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Resource precondition failed
             --> main.tf:7:23
              |
            7 |       condition     = local.size > 10
              |                       ^^^^^^^^^^^^^^^
              |
              = Too small.
              = in: terraform_data.x
        "#]],
    );
}

#[test]
fn m82_all_errors_of_a_run() {
    check(
        &[(
            "main.tf",
            "output \"a\" {\n  value = var.a\n}\noutput \"b\" {\n  value = local.b\n}\nresource \"terraform_data\" \"x\" {\n  inputt = 1\n}\nvariable \"c\" {\n  type    = number\n  default = \"c\"\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid default value for variable
              --> main.tf:12:13
               |
            12 |   default = "c"
               |             ^^^
               |
               = This default value is not compatible with the variable's type constraint: a number is required.
        "#]],
    );
}
