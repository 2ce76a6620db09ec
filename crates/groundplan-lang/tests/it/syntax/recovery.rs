use expect_test::{Expect, expect};

use super::dump::{errors, file};

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&file(text));
}

#[test]
fn each_item_with_an_error_has_its_own_message() {
    check(
        r#"
a = 1 +
b = [1, 2
c = 'x'
resource "x" "y" {
  d = }
  e = "${f
  g = 1
  h = foo(1, 2
}
variable "v" {
  i : 1
}
j = {
  k = 1
  l = 2 3
}
m = 1
"#,
        &expect![[r#"
            error: Invalid expression
              The line ends where an expression must stand.
              at 2:8 `` an expression is missing here
              help: an expression can go on in the next line only inside parentheses or brackets
            error: Missing item separator
              Elements are separated by commas.
              at 4:1 `c` found `c`
              at 3:5 `[` in the tuple that begins here
            error: Invalid character
              Strings are not written in single quotes.
              at 4:5 `'`
              help: write the string in double quotes (")
            error: Invalid expression
              An expression must stand here.
              at 6:7 `}` found `}`
            error: Unclosed template interpolation sequence
              The interpolation has no closing brace.
              at 7:8 `${` begins here
              at 8:3 `g` a brace may be missing here
            error: Missing argument separator
              Arguments are separated by commas, and the last is followed by a parenthesis.
              at 10:1 `}` found `}`
              at 9:7 `foo` in the call of this function
            error: Argument or block definition required
              An argument is set with an equals sign.
              at 12:5 `:` found `:`
              help: write `i = …`
            error: Missing item separator
              Attributes are separated by newlines or commas.
              at 16:9 `3` found `3`
              at 14:5 `{` in the object that begins here
            a = unknown(any)
            b = unknown(any)
            c = unknown(any)
            resource "x" "y" {
              d = unknown(any)
              e = unknown(any)
              g = 1
              h = unknown(any)
            }
            variable "v" {
            }
            j = unknown(any)
            m = 1
        "#]],
    );
}

#[test]
fn lines_that_cannot_begin_an_item_belong_to_the_error_before_them() {
    check(
        "a = 1 +\n  2\nb = 1\n",
        &expect![[r#"
        error: Invalid expression
          The line ends where an expression must stand.
          at 1:8 `` an expression is missing here
          help: an expression can go on in the next line only inside parentheses or brackets
        a = unknown(any)
        b = 1
    "#]],
    );
    check(
        "a = << EOT\n  Dear reader,\nEOT\nb = 1\n",
        &expect![[r#"
        error: Invalid heredoc
          A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.
          at 1:5 `<<` no name follows, or the line goes on behind it
        error: Invalid block definition
          After a block's type its labels must follow, names or quoted strings, then an opening brace.
          at 2:14 `,` found `,`
          at 2:3 `Dear` the block begins here
        a = unknown(any)
        b = 1
    "#]],
    );
}

#[test]
fn a_stray_brace_does_not_end_the_block() {
    check(
        "a {\n  b = }\n  c = 1\n}\nd = 1\n",
        &expect![[r#"
        error: Invalid expression
          An expression must stand here.
          at 2:7 `}` found `}`
        a {
          b = unknown(any)
          c = 1
        }
        d = 1
    "#]],
    );
    check(
        "a {\n  b = [1, }\n}\nd = 1\n",
        &expect![[r#"
            error: Invalid expression
              An expression must stand here.
              at 2:11 `}` found `}`
            a {
              b = unknown(any)
            }
            d = 1
        "#]],
    );
    check(
        "a {\n  b = { c = }\n  e = 1\n}\nf = 1\n",
        &expect![[r#"
        error: Invalid expression
          An expression must stand here.
          at 2:13 `}` found `}`
        a {
          b = unknown(any)
          e = 1
        }
        f = 1
    "#]],
    );
}

#[test]
fn a_brace_further_left_ends_the_block() {
    check(
        "a {\n  b = [1,\n}\nc = 1\n",
        &expect![[r#"
        error: Invalid expression
          An expression must stand here.
          at 3:1 `}` found `}`
        a {
          b = unknown(any)
        }
        c = 1
    "#]],
    );
    check(
        "a {\n  b = {\n    c = 1\n}\nd = 1\n",
        &expect![[r#"
        error: Unclosed configuration block
          The file ends before this block's closing brace.
          at 1:1 `a {` this block is not closed
          at 5:1 `d` this is indented as if outside: is the brace missing before it?
        a {
          b = (object [c 1])
          d = 1
        }
    "#]],
    );
    check(
        "a {\n  b = \"${c\n}\nd = 1\n",
        &expect![[r#"
            error: Unterminated string
              The string has no closing quote.
              at 2:7 `"` the string begins here
              at 3:2 `` the string ends here
            a {
              b = unknown(any)
            }
            d = 1
        "#]],
    );
    check(
        "a {\n  b = 1 }\nc = 1\n",
        &expect![[r#"
        error: Missing newline after argument
          The line must end after an argument's value.
          at 2:9 `}` found `}`
        a {
          b = 1
        }
        c = 1
    "#]],
    );
}

#[test]
fn a_one_line_block_with_an_error_ends_where_it_seems_to() {
    check(
        "a { b = 1, c = 2 }\nd = 1\n",
        &expect![[r#"
        error: Invalid single-argument block definition
          A block with an argument on the line of its opening brace must end on that line, after that argument.
          at 1:10 `,` found `,`
          at 1:3 `{` the block begins here
          help: give each argument in the block a line of its own
        d = 1
    "#]],
    );
    check(
        "a { b = 1\n  c = 2\n  d = 3 4\n}\ne = 1\n",
        &expect![[r#"
        error: Invalid single-argument block definition
          A block with an argument on the line of its opening brace must end on that line, after that argument.
          at 1:10 `` the line ends here
          at 1:3 `{` the block begins here
          help: give each argument in the block a line of its own
        error: Missing newline after argument
          The line must end after an argument's value.
          at 3:9 `4` found `4`
        e = 1
    "#]],
    );
    check(
        "a \"b\"\n{\n  c = 1\n}\nd = 1\n",
        &expect![[r#"
        error: Invalid block definition
          A block's opening brace must stand on the line on which the block begins.
          at 1:6 `` the line ends here
          at 1:1 `a` the block begins here
        d = 1
    "#]],
    );
}

#[test]
fn an_unterminated_string_ends_with_its_line() {
    check(
        "a = \"b\nc = \"d\"\ne = \"f${\"g\nh = 1\n",
        &expect![[r#"
            error: Unterminated string
              The string has no closing quote.
              at 1:5 `"` the string begins here
              at 1:7 `` the string ends here
            error: Unterminated string
              The string has no closing quote.
              at 3:9 `"` the string begins here
              at 3:11 `` the string ends here
            a = unknown(any)
            c = "d"
            e = unknown(any)
            h = 1
        "#]],
    );
}

#[test]
fn a_string_of_several_lines_is_one_error() {
    check(
        "a = \"b\n\n  c\nd\"\ne = 1\n",
        &expect![[r#"
        error: Invalid multi-line string
          A string in quotes must end on the line on which it begins.
          at 1:7 `` the line ends inside the string
          help: write `\n` for a line break, or the whole as a heredoc: `<<EOT`
        a = unknown(any)
        e = 1
    "#]],
    );
}

#[test]
fn an_argument_with_a_bad_value_is_there_all_the_same() {
    check(
        "a = \nb = 1\n",
        &expect![[r#"
        error: Invalid expression
          The line ends where an expression must stand.
          at 1:5 `` an expression is missing here
          help: an expression can go on in the next line only inside parentheses or brackets
        a = unknown(any)
        b = 1
    "#]],
    );
}

#[test]
fn a_block_with_a_bad_header_is_left_out_but_read() {
    check(
        "a b.c {\n  d = 1 2\n}\ne = 1\n",
        &expect![[r#"
        error: Invalid block definition
          After a block's type its labels must follow, names or quoted strings, then an opening brace.
          at 1:4 `.` found `.`
          at 1:1 `a` the block begins here
        error: Missing newline after argument
          The line must end after an argument's value.
          at 2:9 `2` found `2`
        e = 1
    "#]],
    );
}

#[test]
fn a_missing_brace_is_looked_for_by_indentation() {
    expect![[r#"
        error: Unclosed configuration block
          The file ends before this block's closing brace.
          at 1:1 `a {` this block is not closed
          at 4:1 `c` this is indented as if outside: is the brace missing before it?
    "#]]
    .assert_eq(&errors("a {\n  b = 1\n\nc {\n  d = 2\n}\n"));
    expect![[r#"
        error: Unclosed configuration block
          The file ends before this block's closing brace.
          at 1:1 `a {` this block is not closed
          at 2:3 `b` the brace that closes this one is indented less than it: is one missing?
    "#]]
    .assert_eq(&errors("a {\n  b {\n    c = 1\n}\n\nd {\n}\n"));
    expect![[r#"
        error: Unclosed configuration block
          The file ends before this block's closing brace.
          at 1:1 `a {` this block is not closed
          at 3:1 `` the file ends here
    "#]]
    .assert_eq(&errors("a {\n  b = 1\n"));
}

#[test]
fn after_fifty_errors_the_rest_is_not_read() {
    let shown = errors(&"a: 1\n".repeat(200));
    assert_eq!(shown.matches("error: ").count(), 51, "{shown}");
    assert!(shown.contains("error: Too many syntax errors"), "{shown}");
}
