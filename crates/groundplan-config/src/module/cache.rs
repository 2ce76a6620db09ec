use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_diag::Diags;
use groundplan_lang::syntax::Body;

use super::ModuleTree;

/// What has been read so far. One cache serves a whole run: a folder is read once, however many units and modules use it.
#[derive(Debug, Default)]
pub struct ModuleCache {
    files: Mutex<HashMap<PathBuf, Parsed>>,
    trees: Mutex<HashMap<PathBuf, LoadedTree>>,
}

/// A file's tree and what is wrong with it. The tree is missing when the file could not be read.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub(super) body: Option<Arc<Body>>,
    pub(super) diags: Arc<Diags>,
}

/// A folder's module with all that it calls, and what is wrong with any of it.
#[derive(Clone, Debug)]
pub(super) struct LoadedTree {
    pub(super) tree: Option<Arc<ModuleTree>>,
    pub(super) diags: Arc<Diags>,
    /// Whether a module of it is fetched from elsewhere.
    pub(super) fetched: bool,
}

impl ModuleCache {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn file(&self, path: &Path) -> Option<Parsed> {
        locked(&self.files).get(path).cloned()
    }

    pub(super) fn keep_file(&self, path: PathBuf, parsed: &Parsed) {
        locked(&self.files).insert(path, parsed.clone());
    }

    pub(super) fn tree(&self, dir: &Path) -> Option<LoadedTree> {
        locked(&self.trees).get(dir).cloned()
    }

    pub(super) fn keep_tree(&self, dir: PathBuf, loaded: &LoadedTree) {
        locked(&self.trees).insert(dir, loaded.clone());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
