use std::path::PathBuf;

use super::Platform;

/// Where provider packages are looked for and kept.
#[derive(Clone, Debug)]
pub struct InstallSettings {
    /// Folders laid out as mirrors that are looked into when nothing else is configured, in order.
    pub implied_mirrors: Vec<PathBuf>,
    /// Folders of which the folders one level below are mirrors if they are laid out as such.
    pub search_roots: Vec<PathBuf>,
    /// This program's own cache folder.
    pub cache_dir: PathBuf,
    /// The platform to install packages for.
    pub platform: Platform,
}
