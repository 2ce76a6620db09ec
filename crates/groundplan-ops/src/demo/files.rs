use std::borrow::Cow;

use groundplan_diag::Diagnostic;
use groundplan_init::{Given, RenderedFile, render, with_catalog};

/// The example company, as `init` makes it.
pub(super) struct Example(Vec<RenderedFile>);

impl Example {
    pub(super) fn new() -> Result<Self, Diagnostic> {
        let answers = Given::example().complete().ok_or_else(|| "an answer is missing".to_owned());
        let rendered = answers.and_then(|answers| render(&answers));
        rendered.map(Self).map_err(|why| {
            Diagnostic::error("Example company cannot be made").detail(format!("This is a bug in groundplan: {why}."))
        })
    }

    /// Its files without the catalog.
    #[cfg(test)]
    pub(super) fn own(&self) -> &[RenderedFile] {
        &self.0
    }

    /// All its files, with the catalog: paths in the folder of the demo, and contents.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, Cow<'_, [u8]>)> {
        with_catalog(&self.0)
    }
}
