//! Errors in characters, templates and heredocs.

use expect_test::expect;

use super::dump::bare_template;
use super::errors::check;

#[test]
fn characters() {
    check(
        "a = 'b'\n",
        &expect![[r#"
        error: Invalid character
          Strings are not written in single quotes.
          at 1:5 `'`
          help: write the string in double quotes (")
    "#]],
    );
    check(
        "a = `b`\n",
        &expect![[r#"
        error: Invalid character
          A backtick has no meaning.
          at 1:5 ```
          help: a string of several lines is a heredoc: `<<EOT`
    "#]],
    );
    check(
        "a = \u{201c}b\u{201d}\n",
        &expect![[r#"
        error: Invalid character
          Typographic quotes have no meaning; they come from copying out of a formatted text.
          at 1:5 `“`
          help: write strings in straight double quotes (")
    "#]],
    );
    check(
        "a = b & c\n",
        &expect![[r#"
        error: Unsupported operator
          There are no bitwise operators.
          at 1:7 `&`
          help: the logical operator is `&&`
    "#]],
    );
    check(
        "a = ~b\n",
        &expect![[r#"
        error: Unsupported operator
          There are no bitwise operators.
          at 1:5 `~`
          help: the logical operator is `!`
    "#]],
    );
    check(
        "a =\u{a0}1\n",
        &expect![[r#"
        error: Invalid character
          This is not an ordinary space or newline but U+00A0.
          at 1:4 ` `
          help: replace it with an ordinary one
    "#]],
    );
    check(
        "a = §\n",
        &expect![[r#"
        error: Invalid character
          The character U+00A7 is not used in the language.
          at 1:5 `§`
    "#]],
    );
    check(
        "a = 1 /* b\n",
        &expect![[r#"
        error: Unterminated comment
          There is no `*/` after this `/*`.
          at 1:7 `/*` begins here
    "#]],
    );
    check(
        "a = b ** c\n",
        &expect![[r#"
        error: Invalid expression
          An expression must stand here.
          at 1:8 `*` found `*`
    "#]],
    );
}

#[test]
fn templates() {
    check(
        "a = \"b${}c\"\n",
        &expect![[r#"
        error: Missing expression
          An interpolation must hold an expression.
          at 1:7 `${}` nothing is interpolated here
          help: for the characters themselves write `$${`
    "#]],
    );
    check(
        "a = \"${b:-c}\"\n",
        &expect![[r#"
        error: Extra characters after interpolation expression
          After the expression a closing brace must follow.
          at 1:9 `:` found `:`
          at 1:6 `${` the interpolation begins here
          help: if this is text of another language, such as a shell, write `$${` for `${`
    "#]],
    );
    check(
        "a = \"${b c}\"\n",
        &expect![[r#"
        error: Extra characters after interpolation expression
          After the expression a closing brace must follow.
          at 1:10 `c` found `c`
          at 1:6 `${` the interpolation begins here
          help: if this is text of another language, such as a shell, write `$${` for `${`
    "#]],
    );
    check(
        "a = \"${b\"\n",
        &expect![[r#"
        error: Unclosed template interpolation sequence
          The interpolation has no closing brace.
          at 1:6 `${` begins here
          at 1:9 `"` a brace may be missing here
    "#]],
    );
    check(
        "a = \"%{ fi b }\"\n",
        &expect![[r#"
        error: Invalid template directive
          After `%{` one of if, else, endif, for and endfor must stand.
          at 1:6 `%{ fi` found `fi`
          help: for the characters themselves write `%%{`
    "#]],
    );
    check(
        "a = \"%{ }\"\n",
        &expect![[r#"
        error: Invalid template directive
          After `%{` one of if, else, endif, for and endfor must stand.
          at 1:6 `%{ }` found `}`
          help: for the characters themselves write `%%{`
    "#]],
    );
    check(
        "a = \"%{ if b }c\"\n",
        &expect![[r#"
        error: Unexpected end of template
          The template ends before the `%{ endif }` of this directive.
          at 1:6 `%{ if b }` begins here
          at 1:16 `"` the template ends here
    "#]],
    );
    check(
        "a = \"%{ endif }\"\n",
        &expect![[r#"
        error: Unexpected template directive
          There is no directive that `endif` could belong to.
          at 1:6 `%{ endif }` not expected here
    "#]],
    );
    check(
        "a = \"%{ for b in c }%{ else }%{ endfor }\"\n",
        &expect![[r#"
        error: Unexpected template directive
          There is no directive that `else` could belong to.
          at 1:21 `%{ else }` not expected here
          at 1:6 `%{ for b in c }` a `for` has no `else`
    "#]],
    );
    check(
        "a = \"%{ if b }%{ else }%{ else }%{ endif }\"\n",
        &expect![[r#"
        error: Unexpected template directive
          There is no directive that `else` could belong to.
          at 1:24 `%{ else }` not expected here
          at 1:6 `%{ if b }` this has its `else` already
    "#]],
    );
    check(
        "a = \"%{ if b c }%{ endif }\"\n",
        &expect![[r#"
        error: Extra characters in template directive
          The directive must end here with a closing brace.
          at 1:14 `c` found `c`
          at 1:6 `%{` the directive begins here
    "#]],
    );
    check(
        "a = \"\\q\"\n",
        &expect![[r#"
        error: Invalid escape sequence
          The escapes are \n, \r, \t, \", \\, \uNNNN and \UNNNNNNNN.
          at 1:6 `\q`
          help: for a backslash write two
    "#]],
    );
    check(
        "a = \"\\",
        &expect![[r#"
        error: Invalid escape sequence
          The escapes are \n, \r, \t, \", \\, \uNNNN and \UNNNNNNNN.
          at 1:6 `\`
          help: for a backslash write two
    "#]],
    );
    expect![[r#"
        error: Unexpected end of template
          The template ends before the `%{ endfor }` of this directive.
          at 1:1 `%{ for x in y }` begins here
          at 1:16 `` the template ends here
    "#]]
    .assert_eq(&bare_template("%{ for x in y }"));
}

#[test]
fn heredocs() {
    check(
        "a = <<EOT\nb\n",
        &expect![[r#"
        error: Unterminated heredoc
          No line follows that holds only EOT.
          at 1:5 `<<EOT` the heredoc begins here
    "#]],
    );
    check(
        "a = <<EOT\nb\nEOT",
        &expect![[r#"
        error: Unterminated heredoc
          The line that ends a heredoc must itself end with a newline.
          at 3:1 `EOT` the file ends here
          help: add a newline at the end of the file
    "#]],
    );
    check(
        "a = <<EOT \nb\nEOT\nc = 1\n",
        &expect![[r#"
        error: Invalid heredoc
          A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.
          at 1:5 `<<EOT ` quotes or blanks do not belong here
    "#]],
    );
    check(
        "a = <<\"EOT\"\nb\nEOT\nc = 1\n",
        &expect![[r#"
        error: Invalid heredoc
          A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.
          at 1:5 `<<"EOT"` quotes or blanks do not belong here
    "#]],
    );
    check(
        "a = f(<<EOT\n  b\n  EOT)\n",
        &expect![[r#"
        error: Unterminated heredoc
          No line follows that holds only EOT.
          at 1:7 `<<EOT` the heredoc begins here
          at 3:3 `EOT` only the marker may stand on its line
    "#]],
    );
    check(
        "a = \"$\\{b}\"\n",
        &expect![[r#"
        error: Invalid escape sequence
          The escapes are \n, \r, \t, \", \\, \uNNNN and \UNNNNNNNN.
          at 1:7 `\{`
          help: for `${` itself write `$${`
    "#]],
    );
    check(
        "a = << EOT\nb\nEOT\n",
        &expect![[r#"
        error: Invalid heredoc
          A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.
          at 1:5 `<<` no name follows, or the line goes on behind it
    "#]],
    );
}
