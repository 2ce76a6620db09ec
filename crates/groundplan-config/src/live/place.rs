use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use groundplan_lang::eval::Templates;
use groundplan_lang::functions::CallContext;
use groundplan_value::Value;

use super::session::{LoggedFiles, ReadLog, Session};
use super::{OutputRef, UnitRole};

/// The unit that files are read for.
pub(super) struct UnitPlace {
    pub(super) session: Arc<Session>,
    /// The unit's configuration file, absolute.
    pub(super) path: PathBuf,
    pub(super) log: Arc<ReadLog>,
    /// What `read_terragrunt_config` gave so far, by file, or why it failed.
    pub(super) read: Mutex<HashMap<PathBuf, ReadResult>>,
    /// The role that it is worked with, once that is known.
    pub(super) role: OnceLock<UnitRole>,
    /// Whether a function has asked whose credentials are used.
    pub(super) asked_caller: AtomicBool,
}

/// The value of a file that was read, and the outputs of other units that it depends on, or why it failed.
pub(super) type ReadResult = Result<(Value, Vec<OutputRef>), String>;

impl UnitPlace {
    /// The unit configured in a file.
    pub(super) fn new(session: Arc<Session>, path: PathBuf) -> Self {
        Self {
            session,
            path,
            log: Arc::default(),
            read: Mutex::default(),
            role: OnceLock::new(),
            asked_caller: AtomicBool::new(false),
        }
    }

    /// Forgets what other files gave, so that they are read again.
    pub(super) fn forget_read(&self) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Where a configuration file stands, as Terragrunt's functions see it. All paths are absolute.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) unit: Arc<UnitPlace>,
    /// The file that functions are relative to: a unit's, also in the files that it includes, or one that
    /// `read_terragrunt_config` reads.
    pub(super) config_path: PathBuf,
    /// The file itself when it is included by another one.
    pub(super) include: Option<PathBuf>,
    /// The files whose calls of `read_terragrunt_config` led here.
    pub(super) read_by: Vec<PathBuf>,
    /// Whether the file is read to find out its working folder, which cannot depend on itself.
    pub(super) for_working_dir: bool,
}

impl Place {
    /// The place of a unit's own file.
    pub(super) fn of_unit(unit: Arc<UnitPlace>) -> Self {
        let config_path = unit.path.clone();
        Self { unit, config_path, include: None, read_by: Vec::new(), for_working_dir: false }
    }

    /// The place of a file that is included here.
    pub(super) fn included(&self, path: &Path) -> Self {
        Self { include: Some(path.to_path_buf()), ..self.clone() }
    }

    /// The place of a file that is read from here.
    pub(super) fn read(&self, path: &Path, reader: &Path) -> Self {
        let mut read_by = self.read_by.clone();
        read_by.push(reader.to_path_buf());
        Self { config_path: path.to_path_buf(), include: None, read_by, ..self.clone() }
    }

    /// The folder that functions are relative to.
    pub(super) fn dir(&self) -> &Path {
        self.config_path.parent().unwrap_or(Path::new("/"))
    }

    /// The folder of the unit.
    pub(super) fn unit_dir(&self) -> &Path {
        self.unit.path.parent().unwrap_or(Path::new("/"))
    }

    /// Notes that the unit reads a file.
    pub(super) fn note(&self, path: &Path) {
        let session = &self.unit.session;
        if !session.mounts.is_in_memory(path) {
            self.unit.log.note(&session.mounts.real(path));
        }
    }

    /// A path as messages show it.
    pub(super) fn shown(&self, path: &Path) -> String {
        self.unit.session.shown(path).display().to_string()
    }

    /// What built-in functions get when they are called in a file: relative paths are taken from its folder.
    pub(super) fn call_context(&self, file: &Path) -> CallContext {
        let settings = &self.unit.session.settings;
        CallContext {
            base: Arc::from(file.parent().unwrap_or(Path::new("/"))),
            files: Arc::new(LoggedFiles { files: settings.files.files.clone(), log: self.unit.log.clone() }),
            clock: settings.clock.clone(),
            plan_time: None,
            templates: Arc::new(Templates),
            within: None,
        }
    }
}
