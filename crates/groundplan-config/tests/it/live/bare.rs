use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use groundplan_config::live::{Inputs, load_bare};
use groundplan_diag::{Diags, Span};
use groundplan_value::Value;

use super::{settings, summary};
use crate::support;

fn load(fixture: &str, dir: &str) -> (String, String) {
    let settings = settings(support::reader(fixture));
    let given = BTreeMap::from([(Arc::from("a"), (Value::string("given"), Span::NONE))]);
    let (unit, mut diags) = load_bare(Path::new(dir), Inputs::from_values(given), &settings);
    let mut problems = Diags::new();
    let shown = unit.map(|unit| summary::unit(&unit, &settings.sources, &mut problems)).unwrap_or_default();
    diags.extend(problems);
    (shown, support::rendered(&diags, &settings.sources))
}

#[test]
fn a_bare_folder_is_a_unit_of_its_own() {
    let (shown, messages) = load("//- main.tf\nvariable \"a\" {}\nvariable \"b\" { default = 1 }\n", ".");
    assert_eq!(messages, "");
    expect![[r#"
        . = . (None, None)
          state: local {"path": "terraform.tfstate"}
          a = "given" []
          read: 
    "#]]
    .assert_eq(&shown);
    let (shown, _) = load("//- x/main.tf\nterraform {\n  backend \"s3\" { bucket = \"b\" }\n}\n", "/work/x");
    expect![[r#"
        . = x (None, None)
          state: s3 {"bucket": "b"}
          read: 
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_folder_without_a_root_module_is_refused() {
    let (_, messages) = load("//- readme.txt\n", ".");
    expect![[r#"
        error: No configuration files
          The folder . has no files whose names end with .tf.
          help: run this in a folder with a root module, or in a live repository (folders with terragrunt.hcl)
    "#]]
    .assert_eq(&messages);
    let (_, messages) = load("//- main.tf\nterraform {\n  cloud {}\n}\n", ".");
    expect![[r#"
        error: HCP Terraform is not supported
          Groundplan keeps states itself; it does not run in HCP Terraform.
          --> main.tf:2:3: `cloud`
          help: use a "backend" block, for instance of type "s3", in place of the "cloud" block
    "#]]
    .assert_eq(&messages);
    let (_, messages) = load("//- main.tf\nterraform {\n  backend \"s3\" { bucket = var.x }\n}\n", ".");
    expect![[r#"
        error: Variables not allowed
          Variables may not be used here.
          --> main.tf:2:27: `var.x`
    "#]]
    .assert_eq(&messages);
    let (_, messages) = load("", "gone");
    expect![[r#"
        error: Cannot read folder
          There is no folder gone.
    "#]]
    .assert_eq(&messages);
}
