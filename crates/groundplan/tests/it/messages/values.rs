use expect_test::expect;

use super::check;

#[test]
fn m44_wrong_type_with_both_types() {
    check(
        &[("main.tf", "variable \"n\" {\n  type    = number\n  default = \"two\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid default value for variable
             --> main.tf:3:13
              |
            3 |   default = "two"
              |             ^^^^^
              |
              = This default value is not compatible with the variable's type constraint: a number is required.
        "#]],
    );
}

#[test]
fn m45_wrong_type_of_an_element() {
    check(
        &[(
            "main.tf",
            "variable \"l\" {\n  type    = list(object({ a = number }))\n  default = [{ a = 1 }, { a = \"x\" }]\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid default value for variable
             --> main.tf:3:13
              |
            3 |   default = [{ a = 1 }, { a = "x" }]
              |             ^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = This default value is not compatible with the variable's type constraint: [1].a: a number is required.
        "#]],
    );
}

#[test]
fn m46_missing_attribute_of_an_object() {
    check(
        &[(
            "main.tf",
            "variable \"o\" {\n  type    = object({ a = string, b = string })\n  default = { a = \"x\" }\n}\n",
        )],
        &["validate"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid default value for variable
             --> main.tf:3:13
              |
            3 |   default = { a = "x" }
              |             ^^^^^^^^^^^
              |
              = This default value is not compatible with the variable's type constraint: attribute "b" is required.
        "#]],
    );
}

#[test]
fn m47_operands_with_their_values() {
    check(
        &[("main.tf", "locals {\n  name = \"web\"\n}\noutput \"r\" {\n  value = local.name + 1\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid operand
             --> main.tf:5:11
              |
            5 |   value = local.name + 1
              |           ^^^^^^^^^^
              |
              = Unsuitable value for left operand: a number is required.
              = where: local.name is "web"
        "#]],
    );
}

#[test]
fn m48_index_beyond_the_end() {
    check(
        &[("main.tf", "locals {\n  zones = [\"a\", \"b\"]\n}\noutput \"r\" {\n  value = local.zones[2]\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid index
             --> main.tf:5:22
              |
            5 |   value = local.zones[2]
              |                      ^^^
              |
              = The given key does not identify an element in this collection value: the given index is greater than or equal to the length of the collection.
              = where: local.zones is tuple with 2 elements
        "#]],
    );
}

#[test]
fn m49_missing_key() {
    check(
        &[("main.tf", "locals {\n  m = { a = 1 }\n}\noutput \"r\" {\n  value = local.m[\"b\"]\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid index
             --> main.tf:5:18
              |
            5 |   value = local.m["b"]
              |                  ^^^^^
              |
              = The given key does not identify an element in this collection value.
              = where: local.m is object with 1 attribute
            help: an element with a similar key exists: `a`
        "#]],
    );
}

#[test]
fn m50_unsupported_attribute() {
    check(
        &[("main.tf", "locals {\n  m = { a = 1 }\n}\noutput \"r\" {\n  value = local.m.b\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Unsupported attribute
             --> main.tf:5:18
              |
            5 |   value = local.m.b
              |                  ^^
              |
              = This object does not have an attribute named "b".
              = where: local.m is object with 1 attribute
            help: an attribute with a similar name exists: `a`
        "#]],
    );
}

#[test]
fn m51_function_argument() {
    check(
        &[("main.tf", "locals {\n  text = \"a\"\n}\noutput \"r\" {\n  value = cidrsubnet(local.text, 8, 1)\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Error in function call
             --> main.tf:5:11
              |
            5 |   value = cidrsubnet(local.text, 8, 1)
              |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = Call to function "cidrsubnet" failed: invalid CIDR expression: invalid CIDR address: a.
              = where: local.text is "a"
        "#]],
    );
}

#[test]
fn m52_function_with_too_few_arguments() {
    check(
        &[("main.tf", "output \"r\" {\n  value = join(\",\")\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Error in function call
         --> main.tf:2:11
          |
        2 |   value = join(",")
          |           ^^^^^^^^^
          |
          = Call to function "join" failed: at least one list is required.
    "#]],
    );
}

#[test]
fn m53_conditional_of_no_bool() {
    check(
        &[("main.tf", "locals {\n  name = \"web\"\n}\noutput \"r\" {\n  value = local.name ? 1 : 2\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Incorrect condition type
             --> main.tf:5:11
              |
            5 |   value = local.name ? 1 : 2
              |           ^^^^^^^^^^
              |
              = The condition expression must be of type bool.
              = where: local.name is "web"
        "#]],
    );
}

#[test]
fn m54_template_of_a_list() {
    check(
        &[("main.tf", "locals {\n  l = [\"a\"]\n}\noutput \"r\" {\n  value = \"x-${local.l}\"\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid template interpolation value
             --> main.tf:5:16
              |
            5 |   value = "x-${local.l}"
              |                ^^^^^^^
              |
              = Cannot include the given value in a string template: string required.
              = where: local.l is tuple with 1 element
        "#]],
    );
}

#[test]
fn m55_sensitive_value_is_not_shown() {
    check(
        &[(
            "main.tf",
            "variable \"secret\" {\n  default   = \"s3cret\"\n  sensitive = true\n}\noutput \"r\" {\n  value     = tonumber(var.secret)\n  sensitive = true\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid function argument
             --> main.tf:6:24
              |
            6 |   value     = tonumber(var.secret)
              |                        ^^^^^^^^^^
              |
              = Invalid value for "v" parameter: cannot convert this sensitive string to number.
              = where: var.secret has a sensitive value
        "#]],
    );
}

#[test]
fn m56_output_of_a_sensitive_value() {
    check(
        &[(
            "main.tf",
            "variable \"secret\" {\n  default   = \"s3cret\"\n  sensitive = true\n}\noutput \"r\" {\n  value = var.secret\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Output refers to sensitive values
             --> main.tf:5:1
              |
            5 | output "r" {
              | ^^^^^^^^^^ not marked as sensitive
              |
              = To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, a root module output that contains sensitive data must be explicitly marked as sensitive.
            help: annotate the output value as sensitive: `sensitive = true`
        "#]],
    );
}

#[test]
fn m57_count_below_zero() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  count = -1\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid count argument
         --> main.tf:2:11
          |
        2 |   count = -1
          |           ^^
          |
          = The given "count" argument value is unsuitable: must be greater than or equal to zero.
    "#]],
    );
}

#[test]
fn m58_count_that_is_not_known() {
    check(
        &[(
            "main.tf",
            "resource \"terraform_data\" \"x\" {}\nresource \"terraform_data\" \"y\" {\n  count = length(terraform_data.x.id)\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid count argument
             --> main.tf:3:11
              |
            3 |   count = length(terraform_data.x.id)
              |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = The "count" value depends on resource attributes that cannot be determined until apply, so the number of instances cannot be known when planning.
            help: make "count" depend on input variables and other values that are known before anything is created
        "#]],
    );
}

#[test]
fn m59_for_each_of_a_list() {
    check(
        &[("main.tf", "resource \"terraform_data\" \"x\" {\n  for_each = [\"a\", \"b\"]\n}\n")],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid for_each argument
             --> main.tf:2:14
              |
            2 |   for_each = ["a", "b"]
              |              ^^^^^^^^^^
              |
              = The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type tuple.
            help: make a set of a list of strings with `toset(…)`
        "#]],
    );
}

#[test]
fn m60_for_each_of_a_sensitive_value() {
    check(
        &[(
            "main.tf",
            "variable \"secret\" {\n  default   = { a = 1 }\n  sensitive = true\n}\nresource \"terraform_data\" \"x\" {\n  for_each = var.secret\n}\n",
        )],
        &["plan"],
        &[],
        &expect![[r#"
            exit 1
            --- err
            error: Invalid for_each argument
             --> main.tf:6:14
              |
            6 |   for_each = var.secret
              |              ^^^^^^^^^^
              |
              = Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments: the keys would show in the addresses of the instances.
            help: for a map with sensitive values and keys that are not, use `for_each = nonsensitive(keys(…))`
        "#]],
    );
}
