use expect_test::expect;

use super::check;

#[test]
fn m01_unknown_argument_with_the_nearest_name() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  inputt = 1\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unsupported argument
         --> main.tf:2:3
          |
        2 |   inputt = 1
          |   ^^^^^^ unknown argument
          |
          = An argument named "inputt" is not expected here.
          = in: terraform_data.x
        help: an argument with a similar name exists: `input`
    "#]],
    );
}

#[test]
fn m02_missing_required_argument() {
    check(
        &[("main.tf", "module \"m\" {\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Missing required argument
         --> main.tf:1:1
          |
        1 | module "m" {
          | ^^^^^^^^^^
          |
          = The argument "source" is required, but no definition was found.
    "#]],
    );
}

#[test]
fn m03_unknown_block() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  timeout {\n    create = \"1m\"\n  }\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported block type
             --> main.tf:2:3
              |
            2 |   timeout {
              |   ^^^^^^^ unknown block type
              |
              = Blocks of type "timeout" are not expected here.
              = in: terraform_data.x
        "#]],
    );
}

#[test]
fn m04_block_where_an_argument_is_meant() {
    check(
        &[("main.tf", "terraform {\n  required_version {\n  }\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unsupported block type
         --> main.tf:2:3
          |
        2 |   required_version {
          |   ^^^^^^^^^^^^^^^^ an argument is expected
          |
          = Blocks of type "required_version" are not expected here.
        help: write it as an argument: `required_version = …`
    "#]],
    );
}

#[test]
fn m05_argument_twice() {
    check(
        &[("main.tf", "locals {\n  a = 1\n  a = 2\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Attribute redefined
         --> main.tf:3:3
          |
        2 |   a = 1
          |   - set first here
        3 |   a = 2
          |   ^ set again here
          |
          = The argument "a" is set twice; it may be set only once.
    "#]],
    );
}

#[test]
fn m06_unknown_top_level_block() {
    check(
        &[("main.tf", "resorce \"terraform_data\" \"x\" {\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unsupported block type
         --> main.tf:1:1
          |
        1 | resorce "terraform_data" "x" {
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown block type
          |
          = Blocks of type "resorce" are not expected here.
        help: a block type with a similar name exists: `resource`
    "#]],
    );
}

#[test]
fn m07_missing_label() {
    check(
        &[("main.tf", "resource \"terraform_data\" {\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Missing block label
         --> main.tf:1:1
          |
        1 | resource "terraform_data" {
          | ^^^^^^^^^^^^^^^^^^^^^^^^^ the name is missing
          |
          = All resource blocks must have 2 labels (type, name).
    "#]],
    );
}

#[test]
fn m08_label_too_many() {
    check(
        &[("main.tf", "variable \"a\" \"b\" {\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Extraneous block label
         --> main.tf:1:14
          |
        1 | variable "a" "b" {
          |              ^^^ one label too many
          |
          = Only 1 labels (name) are expected for variable blocks.
    "#]],
    );
}

#[test]
fn m09_name_that_is_none() {
    check(
        &[("main.tf", "variable \"1a\" {\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid variable name
         --> main.tf:1:10
          |
        1 | variable "1a" {
          |          ^^^^
          |
          = A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
    "#]],
    );
}

#[test]
fn m10_argument_at_top_level() {
    check(
        &[("main.tf", "a = 1\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unsupported argument
         --> main.tf:1:1
          |
        1 | a = 1
          | ^ unknown argument
          |
          = An argument named "a" is not expected here.
    "#]],
    );
}

#[test]
fn m11_lifecycle_with_an_unknown_argument() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  lifecycle {\n    prevent_destory = true\n  }\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported argument
             --> main.tf:3:5
              |
            3 |     prevent_destory = true
              |     ^^^^^^^^^^^^^^^ unknown argument
              |
              = An argument named "prevent_destory" is not expected here.
            help: an argument with a similar name exists: `prevent_destroy`
        "#]],
    );
}

#[test]
fn m12_lifecycle_with_an_expression() {
    check(
        &[(
            "main.tf",
            "variable \"keep\" {\n  default = true\n}\nresource \"terraform_data\" \"x\" {\n  lifecycle {\n    prevent_destroy = var.keep\n  }\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Variables not allowed
             --> main.tf:6:23
              |
            6 |     prevent_destroy = var.keep
              |                       ^^^^^^^^
              |
              = Variables may not be used here.
        "#]],
    );
}
