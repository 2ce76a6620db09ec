use expect_test::{Expect, expect};

use super::dump::file;

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&file(text));
}

#[test]
fn attributes_and_blocks_nest() {
    check(
        r#"
# a comment
a = 1 // another
resource "aws_vpc" main {
  cidr = "10.0.0.0/16" /* and
  another */
  tags = {
    Name = "x"
  }

  lifecycle { ignore_changes = [tags] }
  timeouts {}
}
"#,
        &expect![[r#"
            a = 1
            resource "aws_vpc" "main" {
              cidr = "10.0.0.0/16"
              tags = (object [Name "x"])
              lifecycle {
                ignore_changes = (tuple tags)
              }
              timeouts {
              }
            }
        "#]],
    );
}

#[test]
fn labels_are_quoted_or_bare_and_resolve_escapes() {
    check(
        "a \"b \\\"c\\\"\" d-e {}\n",
        &expect![[r#"
        a "b \"c\"" "d-e" {
        }
    "#]],
    );
    check(
        "a \"\" {}",
        &expect![[r#"
        a "" {
        }
    "#]],
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_white_space() {
    check(
        "\u{feff}a = 1\r\nb {\r\n  c = 2 # d\r\n}\r\n",
        &expect![[r#"
        a = 1
        b {
          c = 2
        }
    "#]],
    );
}

#[test]
fn an_argument_may_end_with_the_file() {
    check(
        "a = 1",
        &expect![[r#"
        a = 1
    "#]],
    );
    check(
        "a = [\n  1,\n  2,\n]",
        &expect![[r#"
        a = (tuple 1 2)
    "#]],
    );
    check("", &expect![[r#""#]]);
    check("# only a comment", &expect![[r#""#]]);
}

#[test]
fn identifiers_are_those_of_unicode_with_dashes() {
    check(
        "día-2 = 1\n_x = 変数.a-b\n",
        &expect![[r#"
        día-2 = 1
        _x = 変数.a-b
    "#]],
    );
}

#[test]
fn a_one_line_block_may_hold_a_value_of_several_lines() {
    check(
        "a { b = [\n1,\n2\n] }\n",
        &expect![[r#"
        a {
          b = (tuple 1 2)
        }
    "#]],
    );
}
