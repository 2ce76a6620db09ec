use expect_test::expect;

use super::check;

#[test]
fn m61_required_variable_without_value() {
    check(
        &[("main.tf", "variable \"size\" {\n  type = number\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: No value for required variable
         --> main.tf:1:1
          |
        1 | variable "size" {
          | ^^^^^^^^^^^^^^^ declared here
          |
          = The root module input variable "size" is not set, and has no default value.
        help: set it with `--var size=…`, in a `terraform.tfvars` file or as TF_VAR_size
    "#]],
    );
}

#[test]
fn m62_value_for_an_undeclared_variable() {
    check(
        &[("main.tf", "variable \"size\" {\n  default = 1\n}\n")],
        &["plan", "-var", "sise=2"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Value for undeclared variable
         |
         = A variable named "sise" was assigned on the command line, but the root module does not declare a variable of that name.
        help: a variable with a similar name exists: `size`
    "#]],
    );
}

#[test]
fn m63_undeclared_variable_in_a_file() {
    check(
        &[("main.tf", "variable \"size\" {\n  default = 1\n}\n"), ("terraform.tfvars", "sise = 2\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 0
            --- out
            No changes. Your infrastructure matches the configuration.
            --- err
            warning: Value for undeclared variable
             --> PLACE/terraform.tfvars:1:8
              |
            1 | sise = 2
              |        ^
              |
              = The root module does not declare a variable named "sise" but a value was found.
            help: a variable with a similar name exists: `size`
        "#]],
    );
}

#[test]
fn m64_value_of_another_type() {
    check(
        &[("main.tf", "variable \"size\" {\n  type = number\n}\n")],
        &["plan", "-var", "size=big"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid value for input variable
             --> main.tf:1:1
              |
            1 | variable "size" {
              | --------------- declared here
              |
              = The given value is not suitable for var.size declared as number: a number is required.
        "#]],
    );
}

#[test]
fn m65_environment_variable_that_is_no_expression() {
    check(
        &[("main.tf", "variable \"l\" {\n  type = list(string)\n}\n")],
        &["plan"],
        &[("TF_VAR_l", "[a")],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid value for input variable
             --> main.tf:1:1
              |
            1 | variable "l" {
              | ------------ declared here
              |
              = The value that the environment variable TF_VAR_l gives for "l", declared as list(string), is no expression: Unterminated tuple constructor expression. The text ends before the closing bracket.
        "#]],
    );
}

#[test]
fn m66_failed_validation() {
    check(
        &[(
            "main.tf",
            "variable \"size\" {\n  type = number\n  validation {\n    condition     = var.size > 10\n    error_message = \"At least 10 GiB, please.\"\n  }\n}\n",
        )],
        &["plan", "-var", "size=5"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid value for variable
             --> main.tf:3:3
              |
            3 |   validation {
              |   ^^^^^^^^^^
              |   |
              |   checked here
              |
              = At least 10 GiB, please.
              = in: var.size
        "#]],
    );
}

#[test]
fn m67_null_where_there_must_be_none() {
    check(
        &[("main.tf", "variable \"name\" {\n  type     = string\n  nullable = false\n}\n")],
        &["plan", "-var", "name=null"],
        &[],
        &expect![[r#"
            exit 0
            --- out
            No changes. Your infrastructure matches the configuration.
        "#]],
    );
}

#[test]
fn m68_type_that_is_none() {
    check(
        &[("main.tf", "variable \"a\" {\n  type = list(strng)\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid type specification
         --> main.tf:2:15
          |
        2 |   type = list(strng)
          |               ^^^^^
          |
          = The keyword "strng" is not a valid type specification.
    "#]],
    );
}

#[test]
fn m69_variable_file_that_is_missing() {
    check(
        &[("main.tf", "variable \"a\" {\n  default = 1\n}\n")],
        &["plan", "-var-file=absent.tfvars"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Cannot read file
             |
             = There is no file PLACE/absent.tfvars.
        "#]],
    );
}
