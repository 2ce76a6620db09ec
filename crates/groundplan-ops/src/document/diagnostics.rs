use groundplan_diag::{Diags, SourceMap};
use groundplan_format::Diagnostic;

/// The diagnostics with the source lines that they point at.
pub(crate) fn diagnostics(diags: &Diags, sources: &SourceMap) -> Vec<Diagnostic> {
    diags.iter().map(|diagnostic| Diagnostic::from_diag(diagnostic, sources)).collect()
}
