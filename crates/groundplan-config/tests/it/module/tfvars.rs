use std::path::Path;

use expect_test::expect;
use groundplan_config::module::load_tfvars;
use groundplan_diag::SourceMap;

use crate::support;

fn load(fixture: &str, path: &str) -> (String, String) {
    let (files, sources) = (support::reader(fixture), SourceMap::new());
    let (values, diags) = load_tfvars(Path::new(path), &files, &sources);
    let shown = values
        .iter()
        .map(|(name, (value, span))| format!("{name} = {value:?} at {}\n", sources.locate(*span).unwrap_or_default()));
    (shown.collect(), support::rendered(&diags, &sources))
}

#[test]
fn files_of_values_give_each_value_and_its_place() {
    let (values, messages) = load("//- a.tfvars\na = 1\nb = [\"x\", { c = null }]\n", "a.tfvars");
    assert_eq!(messages, "");
    expect![[r#"
        a = 1 at a.tfvars:1:5
        b = ["x", {"c": null(any)}] at a.tfvars:2:5
    "#]]
    .assert_eq(&values);
    let (values, messages) =
        load("//- a.tfvars.json\n{ \"a\": \"${not} %{a template\", \"b\": [1, null] }", "a.tfvars.json");
    assert_eq!(messages, "");
    expect![[r#"
        a = "${not} %{a template" at a.tfvars.json:1:8
        b = [1, null(any)] at a.tfvars.json:1:36
    "#]]
    .assert_eq(&values);
}

#[test]
fn files_of_values_hold_nothing_else() {
    let (_, messages) = load("//- a.tfvars\na = var.x\nb = upper(\"x\")\nc {}\nd = \na = 2\n", "a.tfvars");
    expect![[r#"
        error: Invalid expression
          The line ends where an expression must stand.
          --> a.tfvars:4:5: `` an expression is missing here
          help: an expression can go on in the next line only inside parentheses or brackets
        error: Attribute redefined
          The argument "a" is set twice; it may be set only once.
          --> a.tfvars:5:1: `a` set again here
          --> a.tfvars:1:1: `a` set first here
        error: Unexpected block
          Blocks are not allowed here, but there is one of type "c".
          --> a.tfvars:3:1: `c`
        error: Variables not allowed
          Variables may not be used here.
          --> a.tfvars:1:5: `var.x`
        error: Function calls not allowed
          Functions may not be called here.
          --> a.tfvars:2:5: `upper`
    "#]]
    .assert_eq(&messages);
    let (_, messages) = load("", "gone.tfvars");
    expect![[r#"
        error: Cannot read file
          There is no file gone.tfvars.
    "#]]
    .assert_eq(&messages);
}
