use std::fmt::Display;
use std::path::Path;

use groundplan_diag::{Diagnostic, Span};

/// Why a module cannot be had, as the parts of a diagnostic; where it is asked for is added by whoever knows.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    summary: &'static str,
    detail: String,
    help: Vec<String>,
}

impl Problem {
    pub(crate) fn new(summary: &'static str, detail: impl Into<String>) -> Self {
        Self { summary, detail: detail.into(), help: Vec::new() }
    }

    /// Adds a way out.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Something on this machine's disk cannot be read or written.
    pub(crate) fn disk(deed: &str, path: &Path, cause: &dyn Display) -> Self {
        Self::new("Module folder not accessible", format!("{deed} {} failed: {cause}.", path.display()))
    }

    /// What is at an address cannot be fetched.
    pub(crate) fn fetch(address: &str, reason: impl Display) -> Self {
        Self::new("Module cannot be fetched", format!("Fetching {address}: {reason}."))
    }

    pub(crate) fn at(self, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.summary).detail(self.detail).at(span);
        self.help.into_iter().fold(diagnostic, Diagnostic::help)
    }
}
