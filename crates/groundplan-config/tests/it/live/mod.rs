mod bare;
mod company;
mod errors;
mod example;
mod format;
mod include;
mod role;
mod select;
mod stacks;
mod summary;
mod terragrunt;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use expect_test::Expect;
use groundplan_config::files::Reader;
use groundplan_config::live::{Live, LiveOptions, LiveSettings, Selection, load_live};
use groundplan_config::module::{LocalModules, ModuleCache};
use groundplan_diag::SourceMap;

use crate::support;

/// Settings without anything from outside but the files.
pub(crate) fn settings(files: Reader) -> LiveSettings {
    LiveSettings {
        sources: Arc::new(SourceMap::new()),
        files,
        modules: Arc::new(LocalModules),
        cache: Arc::new(ModuleCache::new()),
        env: Arc::new(BTreeMap::from([("STAGE".to_owned(), "test".to_owned())])),
        command: "plan".into(),
        clock: None,
        options: LiveOptions::default(),
    }
}

/// Loads all units of a fixture, which must be without a message, and compares what they are.
fn check(fixture: &str, expect: &Expect) {
    let (shown, messages) = load(fixture, &Selection::default());
    assert_eq!(messages, "");
    expect.assert_eq(&shown);
}

/// Loads all units of a fixture and compares the messages.
fn check_messages(fixture: &str, expect: &Expect) {
    expect.assert_eq(&load(fixture, &Selection::default()).1);
}

/// What the selected units of a fixture are, and the messages, also those of evaluating the inputs.
fn load(fixture: &str, selection: &Selection) -> (String, String) {
    let settings = settings(support::reader(fixture));
    let (live, mut diags): (Live, _) = load_live(Path::new("."), selection, &settings);
    let shown = summary::summary(&live, &settings.sources, &mut diags);
    (shown, support::rendered(&diags, &settings.sources))
}
