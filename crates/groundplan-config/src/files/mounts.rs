use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use groundplan_lang::functions::{FileAccess, FileKind};

use super::below::below;

/// Files among which folders stand that are elsewhere, and files that exist in memory only: what a stack makes, without
/// being written. All paths are absolute and normalised.
pub struct MountedFiles {
    files: Arc<dyn FileAccess>,
    mounts: RwLock<Mounts>,
}

#[derive(Default)]
struct Mounts {
    folders: BTreeMap<PathBuf, PathBuf>,
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl MountedFiles {
    /// The files without any mount.
    #[must_use]
    pub fn new(files: Arc<dyn FileAccess>) -> Self {
        Self { files, mounts: RwLock::default() }
    }

    /// Lets a folder stand at a path, over what is there: as if its files were copied.
    pub fn mount(&self, at: PathBuf, folder: PathBuf) {
        self.change().folders.insert(at, folder);
    }

    /// Lets a file stand at a path, in place of what is there.
    pub fn add(&self, at: PathBuf, bytes: impl Into<Arc<[u8]>>) {
        self.change().files.insert(at, bytes.into());
    }

    /// Whether a file exists in memory only.
    #[must_use]
    pub fn is_in_memory(&self, path: &Path) -> bool {
        self.look().files.contains_key(path)
    }

    /// Where folders stand that are elsewhere.
    #[must_use]
    pub fn points(&self) -> Vec<PathBuf> {
        self.look().folders.keys().cloned().collect()
    }

    /// Where a path leads on the disk.
    #[must_use]
    pub fn real(&self, path: &Path) -> PathBuf {
        let mounted = self.mounted(path);
        let is_beneath = mounted != path && self.files.kind(&mounted).is_err() && self.files.kind(path).is_ok();
        if is_beneath { path.to_path_buf() } else { mounted }
    }

    /// Where a path leads by the folders that are mounted.
    fn mounted(&self, path: &Path) -> PathBuf {
        let mounts = self.look();
        // A mounted folder may itself lie in a mounted folder.
        let mut real = path.to_path_buf();
        for _ in 0..=mounts.folders.len() {
            let mount = real.ancestors().find_map(|at| Some((at.to_path_buf(), mounts.folders.get(at)?)));
            let Some((at, folder)) = mount else { break };
            let Ok(rest) = real.strip_prefix(&at) else { break };
            real = if rest.as_os_str().is_empty() { folder.clone() } else { folder.join(rest) };
        }
        real
    }

    /// What stands in a folder of the disk by being mounted or added there.
    fn names_below(&self, dir: &Path) -> BTreeSet<String> {
        let mounts = self.look();
        below(&mounts.folders, dir).chain(below(&mounts.files, dir)).collect()
    }

    fn look(&self) -> std::sync::RwLockReadGuard<'_, Mounts> {
        self.mounts.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> std::sync::RwLockWriteGuard<'_, Mounts> {
        self.mounts.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FileAccess for MountedFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if let Some(bytes) = self.look().files.get(path) {
            return Ok(bytes.to_vec());
        }
        self.files.read(&self.real(path))
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.is_in_memory(path) {
            return Ok(FileKind::File);
        }
        match self.files.kind(&self.real(path)) {
            Err(_) if !self.names_below(path).is_empty() => Ok(FileKind::Folder),
            result => result,
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = self.names_below(path);
        let mounted = self.mounted(path);
        let beneath = if mounted == path { Ok(Vec::new()) } else { self.files.list(path) };
        names.extend(beneath.unwrap_or_default());
        match self.files.list(&mounted) {
            Err(error) if names.is_empty() => return Err(error),
            listed => names.extend(listed.unwrap_or_default()),
        }
        Ok(names.into_iter().collect())
    }

    fn home(&self) -> Option<PathBuf> {
        self.files.home()
    }
}
