use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, SourceMap};

/// Why an operation did not come to its end, with the sources that the messages show.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The messages, at least one of them an error.
    pub diags: Diags,
    /// The files that they point into.
    pub sources: Arc<SourceMap>,
}

impl Failure {
    /// The messages as documents.
    #[must_use]
    pub fn documents(&self) -> Vec<groundplan_format::Diagnostic> {
        crate::document::diagnostics(&self.diags, &self.sources)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diags: diagnostic.into(), sources: Arc::default() }
    }
}

impl From<groundplan_sandbox::Error> for Failure {
    fn from(error: groundplan_sandbox::Error) -> Self {
        let diagnostic = Diagnostic::error("Local AWS not usable").detail(sentence(&error.to_string()));
        match error.help() {
            Some(help) => diagnostic.help(help).into(),
            None => diagnostic.into(),
        }
    }
}

/// An error's text as a sentence. One of several lines quotes another program; one that begins with an address keeps it.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let stop = if text.ends_with(['.', '!', '?']) || text.contains('\n') { "" } else { "." };
    if text.split(' ').next().is_some_and(|word| word.contains("://")) {
        return format!("{text}{stop}");
    }
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}{stop}", characters.as_str())
}
