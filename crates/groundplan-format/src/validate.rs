use serde::{Deserialize, Serialize};

use crate::{Diagnostic, Severity};

/// The document of `validate --json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Validation {
    /// The version of this document's format.
    pub format_version: String,
    /// Whether there is no error.
    pub valid: bool,
    /// How many of the diagnostics are errors.
    pub error_count: usize,
    /// How many of them are warnings.
    pub warning_count: usize,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Validation {
    /// The document for what was found.
    #[must_use]
    pub fn new(diagnostics: Vec<Diagnostic>) -> Self {
        let error_count = diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
        Self {
            format_version: "1.0".to_owned(),
            valid: error_count == 0,
            error_count,
            warning_count: diagnostics.len() - error_count,
            diagnostics,
        }
    }
}
