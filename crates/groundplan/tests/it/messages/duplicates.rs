use expect_test::expect;

use super::check;

#[test]
fn m22_variable_twice() {
    check(
        &[("main.tf", "variable \"a\" {}\nvariable \"a\" {}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Duplicate variable declaration
         --> main.tf:2:1
          |
        1 | variable "a" {}
          | ------------ first declared here
        2 | variable "a" {}
          | ^^^^^^^^^^^^ declared again
          |
          = There is already a variable named "a". Names must be unique within a module.
    "#]],
    );
}

#[test]
fn m23_local_twice_in_two_files() {
    check(
        &[("a.tf", "locals {\n  a = 1\n}\n"), ("b.tf", "locals {\n  a = 2\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Duplicate local value definition
             --> b.tf:2:3
              |
            2 |   a = 2
              |   ^ defined again
              |
             ::: a.tf:2:3
              |
            2 |   a = 1
              |   - first defined here
              |
              = There is already a local value named "a". Names must be unique within a module.
        "#]],
    );
}

#[test]
fn m24_output_twice() {
    check(
        &[("main.tf", "output \"a\" {\n  value = 1\n}\noutput \"a\" {\n  value = 2\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Duplicate output definition
             --> main.tf:4:1
              |
            1 | output "a" {
              | ---------- first declared here
            ...
            4 | output "a" {
              | ^^^^^^^^^^ declared again
              |
              = There is already an output named "a". Names must be unique within a module.
        "#]],
    );
}

#[test]
fn m25_resource_twice() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {}\nresource \"terraform_data\" \"x\" {}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Duplicate resource configuration
             --> main.tf:2:1
              |
            1 | resource "terraform_data" "x" {}
              | ----------------------------- first declared here
            2 | resource "terraform_data" "x" {}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ declared again
              |
              = There is already a resource block for terraform_data.x. Names must be unique per type in each module.
        "#]],
    );
}

#[test]
fn m26_module_twice() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n}\nmodule \"m\" {\n  source = \"./m\"\n}\n"),
            ("m/main.tf", ""),
        ],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Duplicate module call
             --> main.tf:4:1
              |
            1 | module "m" {
              | ---------- first declared here
            ...
            4 | module "m" {
              | ^^^^^^^^^^ declared again
              |
              = There is already a module call named "m". Names must be unique within a module.
        "#]],
    );
}

#[test]
fn m27_provider_twice() {
    check(
        &[("main.tf", "provider \"terraform\" {}\nprovider \"terraform\" {}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Duplicate provider configuration
         --> main.tf:2:1
          |
        1 | provider "terraform" {}
          | -------------------- first declared here
        2 | provider "terraform" {}
          | ^^^^^^^^^^^^^^^^^^^^ declared again
          |
          = There is already a default configuration, one without an alias, for provider "terraform". Give all further configurations an "alias".
    "#]],
    );
}

#[test]
fn m28_required_providers_twice() {
    check(
        &[(
            "main.tf",
            "terraform {\n  required_providers {\n    a = {\n      source = \"x/a\"\n    }\n  }\n}\nterraform {\n  required_providers {\n    b = {\n      source = \"x/b\"\n    }\n  }\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Duplicate required providers configuration
             --> main.tf:9:3
              |
            9 |   required_providers {
              |   ^^^^^^^^^^^^^^^^^^
              |
             ::: main.tf:2:3
              |
            2 |   required_providers {
              |   ------------------ the first one
              |
              = A module may have only one required providers configuration.
        "#]],
    );
}
