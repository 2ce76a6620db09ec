use groundplan_diag::SourceMap;
use groundplan_format::Diagnostic;

/// Why a command did not come to its end, as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Problem(pub(crate) Vec<Diagnostic>);

impl Problem {
    /// Messages that point into files.
    pub(crate) fn of(diags: &groundplan_diag::Diags, sources: &SourceMap) -> Self {
        Self(diags.iter().map(|diagnostic| Diagnostic::from_diag(diagnostic, sources)).collect())
    }

    /// The first message once more as one that has no place in any file.
    pub(crate) fn into_diagnostic(self) -> Option<groundplan_diag::Diagnostic> {
        let first = self.0.into_iter().next()?;
        let diagnostic = groundplan_diag::Diagnostic::error(first.summary).detail(first.detail);
        Some(first.help.into_iter().fold(diagnostic, groundplan_diag::Diagnostic::help))
    }
}

impl From<groundplan_ops::Failure> for Problem {
    fn from(failure: groundplan_ops::Failure) -> Self {
        Self(failure.documents())
    }
}

impl From<groundplan_diag::Diagnostic> for Problem {
    fn from(diagnostic: groundplan_diag::Diagnostic) -> Self {
        Self(vec![Diagnostic::from_diag(&diagnostic, &SourceMap::new())])
    }
}

impl From<groundplan_sandbox::Error> for Problem {
    fn from(error: groundplan_sandbox::Error) -> Self {
        groundplan_ops::Failure::from(error).into()
    }
}
