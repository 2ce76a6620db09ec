use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_lang::functions::{FileAccess, FileKind};

/// Reads files by paths as messages show them: absolute, or relative to a base folder.
#[derive(Clone)]
pub struct Reader {
    /// The folder that relative paths are taken from, absolute.
    pub base: Arc<Path>,
    /// The files.
    pub files: Arc<dyn FileAccess>,
}

impl Reader {
    /// The path in absolute form.
    #[must_use]
    pub fn absolute(&self, path: &Path) -> PathBuf {
        super::normalize(&self.base.join(path))
    }

    /// The text of a file.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8 ([`io::ErrorKind::InvalidData`]).
    pub fn text(&self, path: &Path) -> io::Result<Arc<str>> {
        let bytes = self.files.read(&self.absolute(path))?;
        String::from_utf8(bytes).map(Arc::from).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// The names in a folder, in order.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn names(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = self.files.list(&self.absolute(dir))?;
        names.sort();
        Ok(names)
    }

    /// Whether there is a folder of that path.
    #[must_use]
    pub fn is_dir(&self, path: &Path) -> bool {
        matches!(self.files.kind(&self.absolute(path)), Ok(FileKind::Folder))
    }

    /// Whether there is a file of that path.
    #[must_use]
    pub fn is_file(&self, path: &Path) -> bool {
        matches!(self.files.kind(&self.absolute(path)), Ok(kind) if kind != FileKind::Folder)
    }
}
