use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_lang::functions::{FileAccess, FileKind};

use super::below::below;
use super::normalize;

/// Files that exist in memory only: embedded ones, and those of tests.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl MemoryFiles {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file by its absolute path, or replaces it.
    pub fn add(&mut self, path: impl AsRef<Path>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(normalize(path.as_ref()), bytes.into());
    }
}

impl<P: AsRef<Path>, T: Into<Arc<[u8]>>> FromIterator<(P, T)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        let mut memory = Self::new();
        for (path, bytes) in files {
            memory.add(path, bytes);
        }
        memory
    }
}

impl FileAccess for MemoryFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = self.files.get(&normalize(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(file.to_vec())
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.files.contains_key(&normalize(path)) {
            return Ok(FileKind::File);
        }
        self.list(path).map(|_| FileKind::Folder)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let names: BTreeSet<String> = below(&self.files, &normalize(path)).collect();
        if names.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(names.into_iter().collect()) }
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }
}
