use expect_test::{Expect, expect};
use groundplan_diag::{Diags, SourceMap};
use groundplan_lang::syntax::{BlockSchema, Body, BodySchema, parse_file, parse_json_file};

use super::dump::{attr, body, diags, expr};

/// Reads a file as one whose root may hold the argument `x`, blocks `a`, `b` with one label and `c` with two; in all of
/// them any arguments may stand.
fn check(text: &str, expected: &Expect) {
    let map = SourceMap::new();
    let file = map.add("main.tf.json", text);
    let mut parse = parse_json_file(file, text);
    let mut shown = String::new();
    if !parse.diags.has_errors() {
        let content = parse.body.content(&schema(), parse.body.span, &mut parse.diags);
        for attribute in content.attributes.values() {
            shown += &attr(attribute, 0);
        }
        for block in &content.blocks {
            let labels: String = block.labels.iter().map(|label| format!(" {:?}", label.text)).collect();
            let inner: String =
                block.body.just_attributes(&mut parse.diags).iter().map(|attribute| attr(attribute, 2)).collect();
            shown += &format!("{}{labels} {{\n{inner}}} at {}\n", block.kind.name, map.text(block.header));
        }
    }
    expected.assert_eq(&(diags(&map, &parse.diags) + &shown));
}

fn schema() -> BodySchema<'static> {
    let block = |kind, labels| BlockSchema { kind, labels };
    BodySchema {
        attributes: vec![("x", false)],
        blocks: vec![block("a", &[]), block("b", &["name"]), block("c", &["type", "name"])],
    }
}

#[test]
fn properties_are_arguments_and_blocks_as_the_schema_says() {
    check(
        r#"{
  "//": "a comment",
  "x": { "a": 1, "//": "no comment" },
  "a": { "k": true, "//": "a comment" },
  "b": { "one": { "k": 1 }, "two": [{ "k": 2 }, { "k": 3 }], "none": null },
  "c": [{ "t": { "n": {} } }, { "t": { "m": [] } }]
}"#,
        &expect![[r#"
            x = (object ["a" 1] ["//" "no comment"])
            a {
              k = true
            } at "a"
            b "one" {
              k = 1
            } at "one"
            b "two" {
              k = 2
            } at "two"
            b "two" {
              k = 3
            } at "two"
            c "t" "n" {
            } at "n"
        "#]],
    );
    check(
        r#"[{ "a": {} }, { "a": [{}, {}] }]"#,
        &expect![[r#"
        a {
        } at "a"
        a {
        } at "a"
        a {
        } at "a"
    "#]],
    );
    check(
        r#"{ "a": {}, "a": { "k": 1 } }"#,
        &expect![[r#"
        a {
        } at "a"
        a {
          k = 1
        } at "a"
    "#]],
    );
}

#[test]
fn strings_are_templates() {
    check(
        r#"{ "x": ["a ${b.c} d", "${e}", "%{ if f }g%{ endif }", "$${h}"] }"#,
        &expect![[r#"
        x = (tuple (template "a " ${b.c} " d") (template ${e}) (template (if f "g" "")) "${h}")
    "#]],
    );
    check(
        r#"{ "x": { "${a}": "b" } }"#,
        &expect![[r#"
        x = (object [(template ${a}) "b"])
    "#]],
    );
}

#[test]
fn what_is_no_template_is_an_error_only_where_it_is_evaluated() {
    let text = r#"{ "x": ["${aws:username}", { "k": "%{" }] }"#;
    let parse = parse_json_file(SourceMap::new().add("x.tfvars.json", text), text);
    assert!(parse.diags.is_empty());
    let x = &parse.body.attributes[0].expr;
    expect![[r#"(tuple (template (invalid: 1)) (object ["k" (template (invalid: 1))]))"#]].assert_eq(&expr(x));
    expect![[r#"(tuple "${aws:username}" (object ["k" "%{"]))"#]].assert_eq(&expr(&x.literal_only()));
}

#[test]
fn places_within_strings_are_exact_unless_escapes_move_them() {
    let map = SourceMap::new();
    let text = r#"{ "x": "é${a.b}", "y": "\t${c.d}" }"#;
    let parse = parse_json_file(map.add("main.tf.json", text), text);
    let mut found = Vec::new();
    for attribute in &parse.body.attributes {
        attribute.expr.walk(&mut |e| found.push(map.text(e.span)));
    }
    assert_eq!(found, [r#""é${a.b}""#, "a.b", r#""\t${c.d}""#, r#""\t${c.d}""#]);
}

#[test]
fn numbers_keep_all_their_digits() {
    check(
        r#"{ "x": [123456789012345678901234567890, -1.5E+3, 0.1] }"#,
        &expect![[r#"
        x = (tuple 123456789012345678901234567890 -1500 0.1)
    "#]],
    );
}

#[test]
fn escapes() {
    check(
        r#"{ "x": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d" }"#,
        &expect![[r#"
        x = "\"\\/\u{8}\u{c}\n\r\té😀�"
    "#]],
    );
    check(
        r#"{ "x": "\q" }"#,
        &expect![[r#"
        error: Invalid JSON string
          The escapes are \", \\, \/, \b, \f, \n, \r, \t and \uNNNN.
          at 1:9 `\q`
    "#]],
    );
    check(
        r#"{ "x": "\u12" }"#,
        &expect![[r#"
        error: Invalid JSON string
          The escapes are \", \\, \/, \b, \f, \n, \r, \t and \uNNNN.
          at 1:9 `\u`
    "#]],
    );
}

#[test]
fn what_does_not_fit_the_schema() {
    check(
        r#"{ "y": 1 }"#,
        &expect![[r#"
        error: Extraneous JSON object property
          No argument or block type is named "y" here.
          at 1:3 `"y"` unknown property
          help: a property with a similar name exists: `x`
    "#]],
    );
    check(
        r#"{ "x": 1, "x": 2 }"#,
        &expect![[r#"
        error: Duplicate argument
          The argument "x" is set twice; it may be set only once.
          at 1:11 `"x"` set again here
          at 1:3 `"x"` set first here
        x = 1
    "#]],
    );
    check(
        r#"{ "x": { "k": 1, "k": 2 } }"#,
        &expect![[r#"
        error: Duplicate object attribute
          The property "k" is set twice; it may be set only once.
          at 1:18 `"k"` set again here
          at 1:10 `"k"` set first here
        x = (object ["k" 1] ["k" 2])
    "#]],
    );
    check(
        r#"{ "a": 1 }"#,
        &expect![[r#"
        error: Incorrect JSON value type
          An object, or an array of objects, must stand here: the content of a blocks.
          at 1:8 `1`
    "#]],
    );
    check(
        r#"{ "a": [1] }"#,
        &expect![[r#"
        error: Incorrect JSON value type
          An object must stand here, which sets arguments and holds blocks.
          at 1:9 `1`
    "#]],
    );
    check(
        r#"{ "b": "c" }"#,
        &expect![[r#"
        error: Incorrect JSON value type
          An object, or an array of objects, must stand here: its properties are each block's name.
          at 1:8 `"c"`
    "#]],
    );
    check(
        r#"{ "b": {} }"#,
        &expect![[r#"
        error: Missing block label
          One property at least is required, whose name is the b block's name.
          at 1:8 `{}`
    "#]],
    );
    check(
        r#"{ "c": { "t": [{ "n": {} }, 1] } }"#,
        &expect![[r#"
        error: Incorrect JSON value type
          An object, or an array of objects, must stand here: its properties are each block's name.
          at 1:29 `1`
        c "t" "n" {
        } at "n"
    "#]],
    );
}

#[test]
fn syntax_errors() {
    for (text, expected) in [
        (
            "",
            expect![[r#"
            error: Missing JSON value
              The text ends where a value must stand.
              at 1:1 ``
        "#]],
        ),
        (
            "1",
            expect![[r#"
            error: Root value must be object
              A configuration in JSON syntax is an object, or an array of objects.
              at 1:1 `1`
        "#]],
        ),
        (
            "{} {}",
            expect![[r#"
            error: Extraneous data after value
              The text goes on after its end.
              at 1:4 `{`
        "#]],
        ),
        (
            "{ \"a\": 1, }",
            expect![[r#"
            error: Trailing comma
              In JSON there is no comma after the last element.
              at 1:9 `,` remove this comma
        "#]],
        ),
        (
            "{ \"a\" = 1 }",
            expect![[r#"
            error: Missing property value
              After a property's name a colon and the value must follow.
              at 1:7 `=`
        "#]],
        ),
        (
            "{ a: 1 }",
            expect![[r#"
            error: Invalid object property name
              The name of a property must stand here, in double quotes.
              at 1:3 `a`
        "#]],
        ),
        (
            "{ \"a\": 1 \"b\": 2 }",
            expect![[r#"
            error: Missing comma
              After an element a comma or a `}` must follow.
              at 1:10 `"`
        "#]],
        ),
        (
            "{ \"a\": [1, 2 }",
            expect![[r#"
            error: Missing comma
              After an element a comma or a `]` must follow.
              at 1:14 `}`
        "#]],
        ),
        (
            "{ \"a\": ",
            expect![[r#"
            error: Missing JSON value
              The text ends where a value must stand.
              at 1:8 ``
        "#]],
        ),
        (
            "{ \"a\": 1",
            expect![[r#"
            error: Unclosed bracket
              The text ends before the closing bracket.
              at 1:1 `{` opened here
              at 1:9 `` the text ends here
        "#]],
        ),
        (
            "{ \"a\": 01 }",
            expect![[r#"
            error: Invalid JSON number
              A number has decimal digits, no leading zeros, one point with digits around it and one exponent at most.
              at 1:8 `01`
        "#]],
        ),
        (
            "{ \"a\": nul }",
            expect![[r#"
            error: Invalid JSON keyword
              The words of JSON are true, false and null; strings stand in quotes.
              at 1:8 `nul`
              help: did you mean `null`?
        "#]],
        ),
        (
            "{ \"a\": NaN }",
            expect![[r#"
            error: Invalid JSON keyword
              The words of JSON are true, false and null; strings stand in quotes.
              at 1:8 `NaN`
        "#]],
        ),
        (
            "{ \"a\": 'b' }",
            expect![[r#"
            error: Invalid start of value
              A value begins with a brace, a bracket, a quote, a digit or a letter.
              at 1:8 `'`
        "#]],
        ),
        (
            "{ \"a\": \"b",
            expect![[r#"
            error: Invalid JSON string
              A string must end on its line, and holds control characters as escapes only.
              at 1:10 `` the file ends here
              at 1:8 `"` the string begins here
        "#]],
        ),
        (
            "{ \"a\": \"b\nc\" }",
            expect![[r#"
            error: Invalid JSON string
              A string must end on its line, and holds control characters as escapes only.
              at 1:10 `` not allowed here
              at 1:8 `"` the string begins here
        "#]],
        ),
    ] {
        check(text, &expected);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let parse = parse_json_file(SourceMap::new().add("main.tf.json", &*deep), &deep);
    assert_eq!(parse.diags.iter().next().map(|error| &*error.summary), Some("Nested too deeply"));
}

#[test]
fn json_and_native_bodies_can_be_laid_over_each_other() {
    let map = SourceMap::new();
    let native = "x = 1\na {\n  k = 1\n}\n";
    let json = r#"{ "x": 2, "a": { "k": 2 } }"#;
    let native = parse_file(map.add("main.tf", native), native).body;
    let json = parse_json_file(map.add("override.tf.json", json), json).body;
    let read = |it: &Body| {
        let mut diags = Diags::new();
        let content = it.content(&schema(), it.span, &mut diags);
        assert!(diags.is_empty());
        let x = content.attributes.values().map(|attribute| attr(attribute, 0));
        x.chain(content.blocks.iter().map(|block| body(&block.body, 0))).collect::<String>()
    };
    assert_eq!(read(&native.overlaid(&json)), "x = 2\nk = 2\n");
    assert_eq!(read(&json.overlaid(&native)), "x = 1\nk = 1\n");
    let only_blocks = BodySchema { attributes: Vec::new(), ..schema() };
    assert_eq!(body(&json.rest(&only_blocks), 0), "x = 2\n");
}
