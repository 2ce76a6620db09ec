use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Files of one folder that replace what is there or add to it: those that a unit's `generate` blocks make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The files by name.
    pub files: BTreeMap<String, OverlayFile>,
}

/// A file of an [`Overlay`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayFile {
    /// The text.
    pub text: Arc<str>,
    /// The path as messages show it.
    pub shown_as: PathBuf,
}
