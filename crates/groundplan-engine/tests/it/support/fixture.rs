//! Fixtures: several files in one string.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::{MemoryFiles, Reader};

/// A fixture. Each file begins with a line `//- /path`; text before the first of them is `/main.tf`.
///
/// Beside configuration there may be
/// - `/before/…`: configuration that is applied before, in the same world;
/// - `/schema`: schemas ([`super::schema`]) instead of [`super::DEFAULT_SCHEMA`];
/// - `/state`: what is done to the states after that ([`super::state`]);
/// - `/remote/WORKSPACE/PATH`: a state that `terraform_remote_state` can read;
/// - `/world`: what happens to objects behind the engine's back ([`super::world`]);
/// - `/provider`: how the provider misbehaves ([`super::behaviour`]).
pub(crate) struct Fixture {
    files: Vec<(String, String)>,
}

impl Fixture {
    pub(crate) fn parse(text: &str) -> Self {
        let mut files = Vec::new();
        let (first, rest) = match text.split_once("//- ") {
            Some((first, rest)) => (first, Some(rest)),
            None => (text, None),
        };
        if !first.trim().is_empty() {
            files.push(("/main.tf".to_owned(), first.to_owned()));
        }
        for part in rest.into_iter().flat_map(|rest| rest.split("//- ")) {
            let (path, content) = part.split_once('\n').unwrap_or((part, ""));
            files.push((path.trim().to_owned(), content.to_owned()));
        }
        Self { files }
    }

    /// The text of a file that is no configuration; empty when there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.files.iter().find(|(name, _)| name == path).map_or("", |(_, text)| text)
    }

    /// The states of others, by workspace and path: the files `/remote/WORKSPACE/PATH`.
    pub(crate) fn remote(&self) -> BTreeMap<String, String> {
        let files = self.files.iter();
        files.filter_map(|(path, text)| Some((path.strip_prefix("/remote/")?.to_owned(), text.clone()))).collect()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.iter().any(|(name, _)| name == path)
    }

    /// The configuration that the test is about, and the one that was applied before.
    pub(crate) fn configuration(&self, before: bool) -> Option<Reader> {
        let mut files = MemoryFiles::new();
        let mut any = false;
        for (path, text) in &self.files {
            let path = match path.strip_prefix("/before") {
                Some(path) if before => path,
                None if !before => path,
                _ => continue,
            };
            if [".tf", ".tf.json", ".hcl"].iter().any(|end| path.ends_with(end)) {
                any = true;
                files.add(Path::new("/work").join(path.trim_start_matches('/')), text.as_bytes());
            }
        }
        any.then(|| Reader { base: Path::new("/work").into(), files: Arc::new(files) })
    }

    /// Whether it is a live repository, and not one root module.
    pub(crate) fn is_live(&self) -> bool {
        self.files.iter().any(|(path, _)| path.ends_with("terragrunt.hcl"))
    }
}
