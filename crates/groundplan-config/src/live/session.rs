use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_diag::{Diags, SourceMap};
use groundplan_lang::functions::{Clock, FileAccess, FileKind};

use super::file::ConfigFile;
use crate::files::{Reader, relative};
use crate::module::{LoadContext, ModuleCache, ModuleSources, unreadable};

/// What the live repository needs from outside.
#[derive(Clone)]
pub struct LiveSettings {
    /// Where the text of all that is read is kept for messages.
    pub sources: Arc<SourceMap>,
    /// The files.
    pub files: Reader,
    /// What gets modules that are in no local folder.
    pub modules: Arc<dyn ModuleSources>,
    /// What has been read of modules so far.
    pub cache: Arc<ModuleCache>,
    /// The environment variables that `get_env` may see.
    pub env: Arc<BTreeMap<String, String>>,
    /// The command that runs, as `get_terraform_command` gives it: `plan`, `apply`.
    pub command: String,
    /// The moment and chance; none where they are not to be had.
    pub clock: Option<Arc<dyn Clock>>,
}

impl LiveSettings {
    pub(super) fn modules(&self) -> LoadContext<'_> {
        LoadContext { sources: &self.sources, files: &self.files, modules: &*self.modules, cache: &self.cache }
    }

    /// An absolute path as messages show it: relative to the base folder, unless that is longer.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        match relative(&self.files.base, path) {
            Some(shown) if shown.as_os_str().len() <= path.as_os_str().len() => shown,
            _ => path.to_path_buf(),
        }
    }
}

/// One run over a live repository: the settings and the configuration files read so far.
pub(super) struct Session {
    pub(super) settings: LiveSettings,
    files: Mutex<HashMap<PathBuf, ReadFile>>,
}

/// A configuration file, if it could be read, and what is wrong with it.
type ReadFile = (Option<Arc<ConfigFile>>, Arc<Diags>);

impl Session {
    pub(super) fn new(settings: LiveSettings) -> Self {
        Self { settings, files: Mutex::default() }
    }

    /// A configuration file by its absolute path, and what is wrong with it.
    pub(super) fn file(&self, path: &Path) -> ReadFile {
        if let Some(known) = self.files.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        let read = match self.settings.files.text(path) {
            Ok(text) => {
                let (file, diags) = ConfigFile::parse(path, self.settings.shown(path), &text, &self.settings.sources);
                (Some(Arc::new(file)), Arc::new(diags))
            }
            Err(error) => (None, Arc::new(unreadable("file", &self.settings.shown(path), &error).into())),
        };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf(), read.clone());
        read
    }
}

/// Notes which files are read.
#[derive(Default)]
pub(super) struct ReadLog(Mutex<BTreeSet<PathBuf>>);

impl ReadLog {
    pub(super) fn note(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
    }

    pub(super) fn all(&self) -> Vec<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// Files, and a note of those that are read.
pub(super) struct LoggedFiles {
    pub(super) files: Arc<dyn FileAccess>,
    pub(super) log: Arc<ReadLog>,
}

impl FileAccess for LoggedFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.log.note(path);
        self.files.read(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        self.files.kind(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.files.list(path)
    }

    fn home(&self) -> Option<PathBuf> {
        self.files.home()
    }
}
