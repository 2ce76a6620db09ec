use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_diag::{Diags, SourceMap};
use groundplan_lang::functions::{Clock, FileAccess, FileKind};
use groundplan_value::Value;

use super::caller::{Caller, Callers};
use super::file::ConfigFile;
use super::programs::Programs;
use super::stack::StackUnits;
use super::{UnitBackend, UnitPath};
use crate::files::{MountedFiles, Reader, relative};
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
    /// What else may be set.
    pub options: LiveOptions,
}

/// What of [`LiveSettings`] is seldom set.
#[derive(Clone, Default)]
pub struct LiveOptions {
    /// Values of `feature` blocks, in place of their defaults: text, which is read as the default's type.
    pub features: Arc<BTreeMap<String, String>>,
    /// Runs the commands that configuration asks for (`run_cmd`, `sops_decrypt_file`); none forbids it.
    pub programs: Option<Arc<dyn Programs>>,
    /// Asks AWS whose credentials are used (`get_aws_account_id`); none where it cannot be asked.
    pub callers: Option<Arc<dyn Callers>>,
    /// The workspace whose states are worked on; none for the usual one.
    pub workspace: Option<Arc<str>>,
}

impl LiveSettings {
    /// Where a unit's state is kept in the chosen workspace.
    pub(super) fn in_workspace(&self, backend: UnitBackend) -> UnitBackend {
        match &self.options.workspace {
            Some(workspace) => UnitBackend { workspace: workspace.clone(), ..backend },
            None => backend,
        }
    }

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
    /// The settings, with files among which what stacks make stands.
    pub(super) settings: LiveSettings,
    /// The live root, absolute.
    pub(super) root: PathBuf,
    pub(super) mounts: Arc<MountedFiles>,
    /// What commands gave, by where and what was run.
    pub(super) ran: Mutex<HashMap<String, Arc<str>>>,
    /// Whose credentials are used, once that was asked.
    pub(super) callers: ByRole<Caller>,
    /// The aliases of the accounts that they are in.
    pub(super) aliases: ByRole<String>,
    /// The stacks that were looked for, by folder.
    pub(super) stacks: Mutex<BTreeMap<PathBuf, Option<Arc<StackUnits>>>>,
    /// The files that units of stacks are made from, by the units' folders.
    pub(super) made: Mutex<BTreeMap<PathBuf, BTreeSet<PathBuf>>>,
    /// The values that stacks give, by the files that they stand for: what is secret in them stays marked.
    pub(super) given: Mutex<BTreeMap<PathBuf, Value>>,
    files: Mutex<HashMap<PathBuf, ReadFile>>,
}

/// What AWS said, by the ARN and the session name of the role that it was asked with.
pub(super) type ByRole<T> = Mutex<HashMap<Option<(Arc<str>, Option<Arc<str>>)>, T>>;

/// A configuration file, if it could be read, and what is wrong with it.
type ReadFile = (Option<Arc<ConfigFile>>, Arc<Diags>);

impl Session {
    pub(super) fn new(settings: &LiveSettings, root: PathBuf) -> Self {
        let mounts = Arc::new(MountedFiles::new(settings.files.files.clone()));
        let files = Reader { base: settings.files.base.clone(), files: mounts.clone() };
        let settings = LiveSettings { files, ..settings.clone() };
        Self {
            settings,
            root,
            mounts,
            ran: Mutex::default(),
            callers: Mutex::default(),
            aliases: Mutex::default(),
            stacks: Mutex::default(),
            made: Mutex::default(),
            given: Mutex::default(),
            files: Mutex::default(),
        }
    }

    /// A configuration file by its absolute path, and what is wrong with it.
    pub(super) fn file(&self, path: &Path) -> ReadFile {
        // What many units of stacks have in common is parsed once.
        let key = if self.mounts.is_in_memory(path) { path.to_path_buf() } else { self.mounts.real(path) };
        if let Some(known) = self.files.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let shown = self.shown(path);
        let read = match self.settings.files.text(path) {
            Ok(text) => {
                let id = self.settings.sources.add(&shown, text.clone());
                let (file, diags) = ConfigFile::parse(path, id, &text);
                (Some(Arc::new(file)), Arc::new(diags))
            }
            Err(error) => (None, Arc::new(unreadable("file", &shown, &error).into())),
        };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(key, read.clone());
        read
    }

    /// A unit's folder as seen from the live root.
    pub(super) fn unit_path(&self, dir: &Path) -> UnitPath {
        let path = relative(&self.root, dir).unwrap_or_else(|| dir.to_path_buf());
        UnitPath(path.to_string_lossy().replace('\\', "/").into())
    }

    /// A path as messages show it: what stacks make is shown where it comes from.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        if self.mounts.is_in_memory(path)
            && let (Some(dir), Some(name)) = (path.parent(), path.file_name())
        {
            return self.settings.shown(&dir.join("(generated)").join(name));
        }
        self.settings.shown(&self.mounts.real(path))
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
