use expect_test::expect;

use super::check;

#[test]
fn m29_undeclared_variable_with_the_nearest_name() {
    check(
        &[("main.tf", "variable \"region\" {\n  default = \"x\"\n}\noutput \"r\" {\n  value = var.regoin\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Reference to undeclared input variable
             --> main.tf:5:11
              |
            5 |   value = var.regoin
              |           ^^^^^^^^^^
              |
              = An input variable with the name "regoin" has not been declared.
            help: one with a similar name exists: `region`
        "#]],
    );
}

#[test]
fn m30_undeclared_local() {
    check(
        &[("main.tf", "output \"r\" {\n  value = local.a\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Reference to undeclared local value
         --> main.tf:2:11
          |
        2 |   value = local.a
          |           ^^^^^^^
          |
          = A local value with the name "a" has not been declared.
        help: declare it: `locals { a = … }`
    "#]],
    );
}

#[test]
fn m31_undeclared_resource_with_the_nearest_name() {
    check(
        &[(
            "main.tf",
            "resource \"terraform_data\" \"first\" {}\noutput \"r\" {\n  value = terraform_data.frist.id\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Reference to undeclared resource
             --> main.tf:3:11
              |
            3 |   value = terraform_data.frist.id
              |           ^^^^^^^^^^^^^^^^^^^^^^^
              |
              = A managed resource "terraform_data" "frist" has not been declared in the root module.
            help: a resource with a similar name exists: `terraform_data.first`
        "#]],
    );
}

#[test]
fn m32_undeclared_data_source() {
    check(
        &[("main.tf", "output \"r\" {\n  value = data.terraform_remote_state.x.outputs\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Reference to undeclared resource
             --> main.tf:2:11
              |
            2 |   value = data.terraform_remote_state.x.outputs
              |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = A data resource "terraform_remote_state" "x" has not been declared in the root module.
        "#]],
    );
}

#[test]
fn m33_undeclared_module() {
    check(
        &[("main.tf", "output \"r\" {\n  value = module.net.id\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Reference to undeclared module
         --> main.tf:2:11
          |
        2 |   value = module.net.id
          |           ^^^^^^^^^^^^^
          |
          = No module call named "net" is declared in the root module.
        help: declare it: `module "net" { source = … }`
    "#]],
    );
}

#[test]
fn m34_undeclared_module_output() {
    check(
        &[
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n}\noutput \"r\" {\n  value = module.m.idd\n}\n"),
            ("m/main.tf", "output \"id\" {\n  value = 1\n}\n"),
        ],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported attribute
             --> main.tf:5:11
              |
            5 |   value = module.m.idd
              |           ^^^^^^^^^^^^
              |
              = The module "m" has no output value named "idd".
            help: an output with a similar name exists: `id`
        "#]],
    );
}

#[test]
fn m35_undeclared_attribute_of_a_resource() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {}\noutput \"r\" {\n  value = terraform_data.x.outptu\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported attribute
             --> main.tf:3:27
              |
            3 |   value = terraform_data.x.outptu
              |                           ^^^^^^^
              |
              = This object has no argument, nested block, or exported attribute named "outptu".
            help: one with a similar name exists: `output`
        "#]],
    );
}

#[test]
fn m36_self_reference_of_a_local() {
    check(
        &[("main.tf", "locals {\n  a = local.a\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Self-referential expression
         --> main.tf:2:3
          |
        2 |   a = local.a
          |   ^
          |
          = The configuration of local.a refers to itself.
    "#]],
    );
}

#[test]
fn m37_cycle_shown_as_a_path() {
    check(
        &[("main.tf", "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Cycle
             --> main.tf:2:3
              |
            2 |   a = local.b
              |   ^ local.a is part of the cycle
            3 |   b = local.c
              |   - local.b
            4 |   c = local.a
              |   - local.c
              |
              = Each of these needs the next one first: local.a → local.b → local.c → local.a.
            help: break the cycle by taking one of these references out, or by splitting a resource in two
        "#]],
    );
}

#[test]
fn m38_self_reference_of_a_resource() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  input = terraform_data.x.id\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Self-referential expression
             --> main.tf:1:1
              |
            1 | resource "terraform_data" "x" {
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = The configuration of terraform_data.x refers to itself.
        "#]],
    );
}

#[test]
fn m39_each_without_for_each() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  input = each.key\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Reference to "each" in context without for_each
             --> main.tf:2:11
              |
            2 |   input = each.key
              |           ^^^^^^^^
              |
              = The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.
              = in: terraform_data.x
        "#]],
    );
}

#[test]
fn m40_count_without_count() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  input = count.index\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Reference to "count" in non-counted context
             --> main.tf:2:11
              |
            2 |   input = count.index
              |           ^^^^^^^^^^^
              |
              = The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.
              = in: terraform_data.x
        "#]],
    );
}

#[test]
fn m41_attribute_of_a_resource_with_count() {
    check(
        &[(
            "main.tf",
            "resource \"terraform_data\" \"x\" {\n  count = 2\n}\noutput \"r\" {\n  value = terraform_data.x.id\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Missing resource instance key
             --> main.tf:5:11
              |
            5 |   value = terraform_data.x.id
              |           ^^^^^^^^^^^^^^^^^^^
              |
              = terraform_data.x has "count" set, so its attributes must be accessed on specific instances of it.
            help: for the instance that belongs to the one that refers to it, write `terraform_data.x[count.index]`
        "#]],
    );
}

#[test]
fn m42_path_that_is_none() {
    check(
        &[("main.tf", "output \"r\" {\n  value = path.modules\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid reference
         --> main.tf:2:15
          |
        2 |   value = path.modules
          |               ^^^^^^^^
          |
          = The "path" object does not have an attribute of that name.
        help: its attributes are `path.module`, `path.root` and `path.cwd`
    "#]],
    );
}

#[test]
fn m43_unknown_function_with_the_nearest_name() {
    check(
        &[("main.tf", "output \"r\" {\n  value = lenght([1])\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Call to unknown function
         --> main.tf:2:11
          |
        2 |   value = lenght([1])
          |           ^^^^^^
          |
          = There is no function named "lenght".
        help: a function with a similar name exists: `length`
    "#]],
    );
}
