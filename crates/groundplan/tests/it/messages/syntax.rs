use expect_test::expect;

use super::check;

#[test]
fn m13_unclosed_brace() {
    check(
        &[("main.tf", "locals {\n  a = {\n    b = 1\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unclosed configuration block
         --> main.tf:1:1
          |
        1 | locals {
          | ^^^^^^^^ this block is not closed
        ...
        4 | }
          |  - the file ends here
          |
          = The file ends before this block's closing brace.
    "#]],
    );
}

#[test]
fn m14_missing_expression() {
    check(
        &[("main.tf", "locals {\n  a = \n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid expression
         --> main.tf:2:7
          |
        2 |   a =
          |       ^ an expression is missing here
          |
          = The line ends where an expression must stand.
        help: an expression can go on in the next line only inside parentheses or brackets
    "#]],
    );
}

#[test]
fn m15_missing_comma_in_a_call() {
    check(
        &[("main.tf", "locals {\n  a = max(1 2)\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Missing argument separator
         --> main.tf:2:13
          |
        2 |   a = max(1 2)
          |       ---   ^ found `2`
          |       |
          |       in the call of this function
          |
          = Arguments are separated by commas, and the last is followed by a parenthesis.
    "#]],
    );
}

#[test]
fn m16_unterminated_string() {
    check(
        &[("main.tf", "locals {\n  a = \"x\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unterminated string
         --> main.tf:2:7
          |
        2 |   a = "x
          |       ^ - the string ends here
          |       |
          |       the string begins here
          |
          = The string has no closing quote.
    "#]],
    );
}

#[test]
fn m17_unterminated_heredoc() {
    check(
        &[("main.tf", "locals {\n  a = <<E\nx\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unclosed configuration block
         --> main.tf:1:1
          |
        1 | locals {
          | ^^^^^^^^ this block is not closed
        ...
        4 | }
          |  - the file ends here
          |
          = The file ends before this block's closing brace.

        error: Unterminated heredoc
         --> main.tf:2:7
          |
        2 |   a = <<E
          |       ^^^ the heredoc begins here
          |
          = No line follows that holds only E.

        2 errors
    "#]],
    );
}

#[test]
fn m18_json_that_is_none() {
    check(
        &[("main.tf.json", "{\"locals\": {\"a\": 1,}}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Trailing comma
         --> main.tf.json:1:19
          |
        1 | {"locals": {"a": 1,}}
          |                   ^ remove this comma
          |
          = In JSON there is no comma after the last element.
    "#]],
    );
}

#[test]
fn m19_single_quotes() {
    check(
        &[("main.tf", "locals {\n  a = 'x'\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid character
         --> main.tf:2:7
          |
        2 |   a = 'x'
          |       ^
          |
          = Strings are not written in single quotes.
        help: write the string in double quotes (")
    "#]],
    );
}

#[test]
fn m20_template_directive_without_end() {
    check(
        &[("main.tf", "locals {\n  a = \"%{ if true }x\"\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Unexpected end of template
         --> main.tf:2:8
          |
        2 |   a = "%{ if true }x"
          |        ^^^^^^^^^^^^ - the template ends here
          |        |
          |        begins here
          |
          = The template ends before the `%{ endif }` of this directive.
    "#]],
    );
}

#[test]
fn m21_two_expressions_on_a_line() {
    check(
        &[("main.tf", "locals {\n  a = 1 b = 2\n}\n")],
        &["validate"],
        &[],
        &expect![[r#"
        exit 1
        --- err
        error: Missing newline after argument
         --> main.tf:2:9
          |
        2 |   a = 1 b = 2
          |         ^ found `b`
          |
          = The line must end after an argument's value.
    "#]],
    );
}
