use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_lang::functions::{FileAccess, FileKind};

use super::normalize;

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

/// Files with an overlay on one folder, and with another folder's files over those of that folder. It is what functions of
/// a unit's root module see: Terragrunt copies a unit's folder over the module.
pub struct OverlayFiles {
    /// The files under the overlay.
    pub files: Arc<dyn FileAccess>,
    /// The folder, absolute.
    pub dir: PathBuf,
    /// What lies over the folder.
    pub overlay: Overlay,
    /// The folder whose files lie over those of the folder, absolute; may be the same folder.
    pub beside: PathBuf,
}

impl OverlayFiles {
    fn generated(&self, path: &Path) -> Option<&OverlayFile> {
        let name = path.strip_prefix(&self.dir).or_else(|_| path.strip_prefix(&self.beside)).ok()?;
        self.overlay.files.get(name.to_str()?)
    }

    /// The path in the folder that lies over the other, if there is something.
    fn over(&self, path: &Path) -> Option<PathBuf> {
        let within = path.strip_prefix(&self.dir).ok()?;
        let over = self.beside.join(within);
        (over != path && self.files.kind(&over).is_ok()).then_some(over)
    }
}

impl FileAccess for OverlayFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = normalize(path);
        if let Some(file) = self.generated(&path) {
            return Ok(file.text.as_bytes().to_vec());
        }
        self.files.read(&self.over(&path).unwrap_or(path))
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let path = normalize(path);
        if self.generated(&path).is_some() {
            return Ok(FileKind::File);
        }
        self.files.kind(&self.over(&path).unwrap_or(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let path = normalize(path);
        let over = self.over(&path);
        let mut names: BTreeSet<String> = match (self.files.list(&path), &over) {
            (Ok(names), _) => names.into_iter().collect(),
            (Err(_), Some(_)) => BTreeSet::new(),
            (Err(error), None) => return Err(error),
        };
        if let Some(over) = over {
            names.extend(self.files.list(&over)?);
        }
        if path == self.dir || path == self.beside {
            names.extend(self.overlay.files.keys().cloned());
        }
        Ok(names.into_iter().collect())
    }

    fn home(&self) -> Option<PathBuf> {
        self.files.home()
    }
}
