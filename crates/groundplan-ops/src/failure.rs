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
