use expect_test::{Expect, expect};

use super::dump::{errors, expression};

pub(super) fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&errors(text));
}

fn check_expr(text: &str, expected: &Expect) {
    expected.assert_eq(&expression(text));
}

#[test]
fn items() {
    check(
        "a\n",
        &expect![[r#"
        error: Argument or block definition required
          A name alone means nothing.
          at 1:2 `` the line ends here
          help: to set it, write `a = …`
    "#]],
    );
    check(
        "a: 1\n",
        &expect![[r#"
        error: Argument or block definition required
          An argument is set with an equals sign.
          at 1:2 `:` found `:`
          help: write `a = …`
    "#]],
    );
    check(
        "a.b = 1\n",
        &expect![[r#"
        error: Argument or block definition required
          The name of an argument is one word, without dots.
          at 1:2 `.` found `.`
          at 1:1 `a` the name begins here
    "#]],
    );
    check(
        "a[0] = 1\n",
        &expect![[r#"
        error: Argument or block definition required
          A single element cannot be set; an argument is set as a whole.
          at 1:2 `[` found `[`
    "#]],
    );
    check(
        "\"a\" = 1\n",
        &expect![[r#"
        error: Invalid argument name
          The name of an argument or block is written without quotes.
          at 1:1 `"` quoted here
    "#]],
    );
    check(
        "= 1\n",
        &expect![[r#"
        error: Argument or block definition required
          An argument (`name = value`) or a block (`type { … }`) must stand here.
          at 1:1 `=` found `=`
    "#]],
    );
    check(
        "}\n",
        &expect![[r#"
        error: Argument or block definition required
          This brace closes nothing.
          at 1:1 `}` no block is open here
          help: remove it, or look for a brace that closes a block too early above
    "#]],
    );
    check(
        "a = 1\nb = 2\na = 3\n",
        &expect![[r#"
        error: Attribute redefined
          The argument "a" is set twice; it may be set only once.
          at 3:1 `a` set again here
          at 1:1 `a` set first here
    "#]],
    );
    check(
        "a = 1, b = 2\n",
        &expect![[r#"
        error: Unexpected comma after argument
          Arguments are separated by newlines.
          at 1:6 `,` remove this comma
    "#]],
    );
    check(
        "a = 1 b = 2\n",
        &expect![[r#"
        error: Missing newline after argument
          The line must end after an argument's value.
          at 1:7 `b` found `b`
    "#]],
    );
    check(
        "a = 1; b = 2\n",
        &expect![[r#"
        error: Invalid character
          A semicolon has no meaning.
          at 1:6 `;`
          help: arguments and blocks are separated by newlines, elements of collections by commas
    "#]],
    );
}

#[test]
fn blocks() {
    check(
        "a \"b\" = {}\n",
        &expect![[r#"
        error: Invalid block definition
          A block has no equals sign, and an argument's name is one word.
          at 1:7 `=` found `=`
          at 1:1 `a` the block begins here
    "#]],
    );
    check(
        "a \"b\"\n{\n}\n",
        &expect![[r#"
        error: Invalid block definition
          A block's opening brace must stand on the line on which the block begins.
          at 1:6 `` the line ends here
          at 1:1 `a` the block begins here
    "#]],
    );
    check(
        "a \"${b}\" {}\n",
        &expect![[r#"
        error: Invalid string literal
          Nothing can be interpolated in this string.
          at 1:4 `${`
          help: for the characters themselves write `$${`
    "#]],
    );
    check(
        "a 1 {}\n",
        &expect![[r#"
        error: Argument or block definition required
          After a name an equals sign must follow, or a block's labels and its opening brace.
          at 1:3 `1` found `1`
          at 1:1 `a` the name
    "#]],
    );
    check(
        "a {} b {}\n",
        &expect![[r#"
        error: Missing newline after block definition
          A block must be followed by the end of the line.
          at 1:6 `b` found `b`
    "#]],
    );
    check(
        "a { b = 1, c = 2 }\n",
        &expect![[r#"
        error: Invalid single-argument block definition
          A block with an argument on the line of its opening brace must end on that line, after that argument.
          at 1:10 `,` found `,`
          at 1:3 `{` the block begins here
          help: give each argument in the block a line of its own
    "#]],
    );
    check(
        "a { b = 1\n}\n",
        &expect![[r#"
        error: Invalid single-argument block definition
          A block with an argument on the line of its opening brace must end on that line, after that argument.
          at 1:10 `` the line ends here
          at 1:3 `{` the block begins here
          help: give each argument in the block a line of its own
    "#]],
    );
    check(
        "a { b {} }\n",
        &expect![[r#"
        error: Argument definition required
          A block that stands on one line can hold one argument and no block.
          at 1:5 `b {` a block here
          help: give each item in the block a line of its own
    "#]],
    );
    check(
        "a {\n  b = 1 }\n",
        &expect![[r#"
        error: Missing newline after argument
          The line must end after an argument's value.
          at 2:9 `}` found `}`
    "#]],
    );
}

#[test]
fn expressions() {
    check(
        "a = \n",
        &expect![[r#"
        error: Invalid expression
          The line ends where an expression must stand.
          at 1:5 `` an expression is missing here
          help: an expression can go on in the next line only inside parentheses or brackets
    "#]],
    );
    check(
        "a =",
        &expect![[r#"
        error: Missing expression
          The text ends where an expression must stand.
          at 1:4 `` an expression is missing here
    "#]],
    );
    check(
        "a = 1 +\n  2\n",
        &expect![[r#"
        error: Invalid expression
          The line ends where an expression must stand.
          at 1:8 `` an expression is missing here
          help: an expression can go on in the next line only inside parentheses or brackets
    "#]],
    );
    check(
        "a = b ? c\n",
        &expect![[r#"
        error: Missing false expression in conditional
          A conditional is written `condition ? value : other`.
          at 1:10 `` the line ends here
          at 1:7 `?` the conditional
    "#]],
    );
    check(
        "a = [1 2]\n",
        &expect![[r#"
        error: Missing item separator
          Elements are separated by commas.
          at 1:8 `2` found `2`
          at 1:5 `[` in the tuple that begins here
    "#]],
    );
    check(
        "a = [1,\n",
        &expect![[r#"
        error: Unterminated tuple constructor expression
          The text ends before the closing bracket.
          at 1:5 `[` opened here
          at 2:1 `` the text ends here
    "#]],
    );
    check(
        "a = { b }\n",
        &expect![[r#"
        error: Missing attribute value
          After an attribute's name its value must follow, introduced by an equals sign.
          at 1:9 `}` found `}`
          at 1:5 `{` in the object that begins here
    "#]],
    );
    check(
        "a = { b c }\n",
        &expect![[r#"
        error: Missing key/value separator
          After an attribute's name an equals sign must follow.
          at 1:9 `c` found `c`
          at 1:5 `{` in the object that begins here
          help: a name with dots or spaces must be written in quotes
    "#]],
    );
    check(
        "a = { b = 1 c = 2 }\n",
        &expect![[r#"
        error: Missing item separator
          Attributes are separated by newlines or commas.
          at 1:13 `c` found `c`
          at 1:5 `{` in the object that begins here
    "#]],
    );
    check(
        "a = {\n  b = 1\n",
        &expect![[r#"
        error: Unterminated object constructor expression
          The text ends before the closing brace.
          at 1:5 `{` opened here
          at 3:1 `` the text ends here
    "#]],
    );
    check(
        "a = (1\n",
        &expect![[r#"
        error: Unbalanced parentheses
          A closing parenthesis must stand here.
          at 2:1 `` the text ends here
          at 1:5 `(` opened here
    "#]],
    );
    check(
        "a = f(1 2)\n",
        &expect![[r#"
        error: Missing argument separator
          Arguments are separated by commas, and the last is followed by a parenthesis.
          at 1:9 `2` found `2`
          at 1:5 `f` in the call of this function
    "#]],
    );
    check(
        "a = f(1,\n",
        &expect![[r#"
        error: Unterminated function call
          The text ends before the closing parenthesis of this call.
          at 1:5 `f(` begins here
          at 2:1 `` the text ends here
    "#]],
    );
    check(
        "a = f(1..., 2)\n",
        &expect![[r#"
        error: Missing closing parenthesis
          An argument that stands for many (with `...`) must be the last.
          at 1:11 `,` found `,`
          at 1:6 `(` opened here
    "#]],
    );
    check(
        "a = b::\n",
        &expect![[r#"
        error: Missing function name
          After `::` a name must follow.
          at 1:8 `` the line ends here
    "#]],
    );
    check(
        "a = b::c\n",
        &expect![[r#"
        error: Missing open parenthesis
          A name with `::` is a function's, and its arguments must follow.
          at 1:9 `` the line ends here
          at 1:5 `b::c` the function
    "#]],
    );
    check(
        "a = b[1\n",
        &expect![[r#"
        error: Missing close bracket on index
          A closing bracket must stand here.
          at 2:1 `` the text ends here
          at 1:6 `[` opened here
    "#]],
    );
    check(
        "a = b[*\n",
        &expect![[r#"
        error: Missing close bracket on splat index
          A closing bracket must stand here.
          at 1:8 `` the line ends here
          at 1:6 `[` opened here
    "#]],
    );
    check(
        "a = b.\n",
        &expect![[r#"
        error: Invalid attribute name
          After a dot the name of an attribute must follow.
          at 1:7 `` the line ends here
    "#]],
    );
    check(
        "a = b.*.c.*\n",
        &expect![[r#"
        error: Nested splat expression not allowed
          A splat with a dot (`.*`) can take attributes only, no other splat.
          at 1:11 `*`
          help: write both as `[*]`
    "#]],
    );
    check(
        "a = b.0.1\n",
        &expect![[r#"
        error: Invalid legacy index syntax
          Two indexes in a row cannot be written with dots.
          at 1:6 `.0.1`
          help: write `[0][1]`
    "#]],
    );
    check(
        "a = 1..2\n",
        &expect![[r#"
        error: Invalid number literal
          A number is written in decimal digits, with one point and an exponent at most.
          at 1:5 `1..2`
    "#]],
    );
    check_expr(
        "1 2",
        &expect![[r#"
        error: Extra characters after expression
          The text holds more than one expression.
          at 1:3 `2` found `2`
    "#]],
    );
    check_expr(
        "",
        &expect![[r#"
        error: Missing expression
          The text ends where an expression must stand.
          at 1:1 `` an expression is missing here
    "#]],
    );
}

#[test]
fn for_expressions() {
    check_expr(
        "[for x : x]",
        &expect![[r#"
        error: Invalid 'for' expression
          After the names the word `in` must follow.
          at 1:8 `:` found `:`
    "#]],
    );
    check_expr(
        "[for 1 in x : x]",
        &expect![[r#"
        error: Invalid 'for' expression
          The name of a variable must stand here.
          at 1:6 `1` found `1`
    "#]],
    );
    check_expr(
        "[for x in y x]",
        &expect![[r#"
        error: Invalid 'for' expression
          After the collection a colon must follow.
          at 1:13 `x` found `x`
    "#]],
    );
    check_expr(
        "[for x in y : x => x]",
        &expect![[r#"
        error: Invalid 'for' expression
          An expression in brackets makes a tuple, which has no keys.
          at 1:17 `=>` found `=>`
    "#]],
    );
    check_expr(
        "[for x in y : x...]",
        &expect![[r#"
        error: Invalid 'for' expression
          An expression in brackets makes a tuple, in which nothing is grouped.
          at 1:16 `...` found `...`
    "#]],
    );
    check_expr(
        "{for x in y : x}",
        &expect![[r#"
        error: Invalid 'for' expression
          An expression in braces makes an object: `key => value` must stand here.
          at 1:16 `}` found `}`
    "#]],
    );
    check_expr(
        "[for x in y : x z]",
        &expect![[r#"
        error: Invalid 'for' expression
          A closing bracket must stand here.
          at 1:17 `z` found `z`
          at 1:1 `[` opened here
    "#]],
    );
}
