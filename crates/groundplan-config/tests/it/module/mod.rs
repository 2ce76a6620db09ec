mod calls;
mod catalog;
mod conventions;
mod json;
mod overrides;
mod providers;
mod resources;
mod settings;
mod summary;
mod tfvars;
mod variables;

use std::path::Path;

use expect_test::Expect;
use groundplan_config::files::Overlay;
use groundplan_config::module::{LoadContext, LocalModules, ModuleCache, load_tree};
use groundplan_diag::SourceMap;

use crate::support;

/// Loads the module in the fixture's base folder, which must be without a message, and compares what it declares.
fn check(fixture: &str, expect: &Expect) {
    let (shown, messages) = load(fixture);
    assert_eq!(messages, "");
    expect.assert_eq(&shown);
}

/// Loads the module in the fixture's base folder and compares the messages.
fn check_messages(fixture: &str, expect: &Expect) {
    expect.assert_eq(&load(fixture).1);
}

fn load(fixture: &str) -> (String, String) {
    let (files, sources, cache) = (support::reader(fixture), SourceMap::new(), ModuleCache::new());
    let context = LoadContext { sources: &sources, files: &files, modules: &LocalModules, cache: &cache };
    let (tree, diags) = load_tree(Path::new("."), &Overlay::default(), &context);
    let shown = tree.map(|tree| summary::summary(&tree, &sources)).unwrap_or_default();
    (shown, support::rendered(&diags, &sources))
}
