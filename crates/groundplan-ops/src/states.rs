use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use groundplan_backend::LocalStore;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{
    Fit, Intent, Journal, JournalError, Lock, LockInfo, OutputValue, Recovery, State, StateStore, UnitState,
};
use groundplan_value::{Map, Marks, Value, from_json, type_from_json};

use crate::project::Project;
use crate::{Settings, document};

/// The journal of runs in a folder.
fn journal_path(root: &Path) -> PathBuf {
    root.join(".groundplan").join("journal")
}

/// Where a unit's state is kept.
pub(crate) fn store(settings: &Settings, unit: &Unit) -> Result<Arc<dyn StateStore>, Diagnostic> {
    let backend = &unit.backend;
    if &*backend.kind != "local" {
        return Err(Diagnostic::error("Backend not supported yet")
            .detail(format!("The backend \"{}\" is not supported yet; \"local\" is.", backend.kind))
            .at(backend.span));
    }
    let path = backend.config.get_attr("path").and_then(|path| path.as_str().cloned());
    let path = path.unwrap_or_else(|| LocalStore::DEFAULT_NAME.into());
    Ok(Arc::new(LocalStore::new(groundplan_config::files::join(&settings.dir.join(&unit.dir), &path))))
}

/// The states of a project's units, to look at only: what a killed run left in the journal counts as done.
pub(crate) async fn read_all(settings: &Settings, project: &Project) -> Result<Vec<State>, Diags> {
    let recovery = Journal::read(&journal_path(&project.root)).map_err(|error| journal_error(&error))?;
    let mut states = Vec::with_capacity(project.units.len());
    for unit in &project.units {
        let store = store(settings, unit)?;
        let stored = store.read().await.map_err(|error| store_error(unit, &error))?;
        let state = match recovery.unit(&unit.path.0) {
            Some(left) if matches!(left.fit(stored.as_ref()), Fit::Known) => left.merge(stored.as_ref()),
            _ => stored.unwrap_or_default(),
        };
        states.push(state);
    }
    Ok(states)
}

/// The outputs in the states of units that are only referred to.
pub(crate) async fn outputs_of(settings: &Settings, units: &[Arc<Unit>]) -> Result<BTreeMap<UnitPath, Map>, Diags> {
    let mut all = BTreeMap::new();
    for unit in units {
        let stored = store(settings, unit)?.read().await.map_err(|error| store_error(unit, &error))?;
        let outputs = stored.unwrap_or_default().outputs;
        let values = outputs.iter().map(|(name, output)| Some((name.as_str().into(), value_of(output)?)));
        let values = values.collect::<Option<Map>>().ok_or_else(|| {
            let error = Diagnostic::error("State cannot be used");
            of(unit, error.detail("An output value in it does not fit its type."))
        })?;
        all.insert(unit.path.clone(), values);
    }
    Ok(all)
}

fn value_of(output: &OutputValue) -> Option<Value> {
    let ty = type_from_json(&output.ty.to_value().ok()?).ok()?;
    let value = from_json(&output.value.to_value().ok()?, &ty).ok()?;
    Some(value.mark(if output.sensitive { Marks::SENSITIVE } else { Marks::NONE }))
}

/// The states of a project's units, locked, to change them.
pub(crate) struct LockedStates {
    pub(crate) recorders: Vec<Arc<UnitState>>,
    /// What a killed run had begun and never got an answer to.
    pub(crate) unanswered: Vec<Intent>,
    /// Locks that were found abandoned and taken over, as sentences.
    pub(crate) notes: Vec<String>,
    locks: Vec<(Arc<dyn StateStore>, Lock)>,
}

impl LockedStates {
    /// Locks and reads all states, and takes over what a killed run left.
    pub(crate) async fn open(settings: &Settings, project: &Project, operation: &str) -> Result<Self, Diags> {
        let (journal, recovery) = open_journal(settings, project).await.map_err(|error| journal_error(&error))?;
        let mut open = Self { recorders: Vec::new(), unanswered: Vec::new(), notes: Vec::new(), locks: Vec::new() };
        for unit in &project.units {
            if let Err(errors) = open.add(settings, unit, operation, &journal, &recovery).await {
                let mut errors = errors;
                errors.extend(open.unlock().await);
                return Err(errors);
            }
        }
        Ok(open)
    }

    async fn add(
        &mut self,
        settings: &Settings,
        unit: &Unit,
        operation: &str,
        journal: &Journal,
        recovery: &Recovery,
    ) -> Result<(), Diags> {
        let store = store(settings, unit)?;
        let info = LockInfo::new(operation, &settings.who, Settings::VERSION);
        let lock = store.lock(&info).await.map_err(|error| {
            of(unit, Diagnostic::error("State is locked").detail(format!("{error}.")).help(error.help()))
        })?;
        if let Some(abandoned) = &lock.abandoned {
            self.notes.push(format!("took over the lock that {} left in {}", abandoned.who, store.describe()));
        }
        self.locks.push((store.clone(), lock));
        let left = recovery.unit(&unit.path.0);
        let recorder = UnitState::open(&unit.path.0, store, journal.clone(), left).await.map_err(|error| {
            of(unit, Diagnostic::error("State cannot be used").detail(format!("{error}.")).help(error.help()))
        })?;
        for (token, intent) in left.iter().flat_map(|left| &left.unanswered) {
            self.unanswered.push(intent.clone());
            // The object's fate is decided below by what is there; the journal need not remember the question.
            recorder.answer(*token, Vec::new()).await.map_err(|error| journal_error(&error))?;
        }
        self.recorders.push(Arc::new(recorder));
        Ok(())
    }

    /// Gives the locks back. What goes wrong is told as warnings: the work is done.
    pub(crate) async fn unlock(self) -> Diags {
        let mut diags = Diags::new();
        drop(self.recorders);
        for (store, lock) in self.locks {
            if let Err(error) = store.unlock(&lock.id).await {
                diags.push(
                    Diagnostic::warning("Lock could not be given back")
                        .detail(format!("{}: {error}.", store.describe()))
                        .help(error.help()),
                );
            }
        }
        diags
    }
}

/// How often a journal in use is tried again.
const JOURNAL_PAUSE: Duration = Duration::from_millis(200);

/// Opens the journal. While another run on this machine uses it, waits for that run to end and says so: it may be one whose
/// terminal is gone and that only finishes what was under way.
pub(crate) async fn open_journal(settings: &Settings, project: &Project) -> Result<(Journal, Recovery), JournalError> {
    let path = journal_path(&project.root);
    let who = format!("{} (process {})", settings.who, std::process::id());
    let began = Instant::now();
    let mut told = false;
    loop {
        match Journal::open(&path, &who) {
            Err(JournalError::Locked { holder, .. })
                if began.elapsed() < settings.lock_timeout && !settings.stop.is_set() =>
            {
                if !told {
                    (settings.events)(document::log(format!(
                        "Waiting for another run in this folder, that of {holder}. It may be finishing what a killed \
                         command left under way."
                    )));
                    told = true;
                }
                tokio::time::sleep(JOURNAL_PAUSE).await;
            }
            result => return result,
        }
    }
}

pub(crate) fn journal_error(error: &JournalError) -> Diags {
    Diagnostic::error("Journal cannot be used").detail(format!("{error}.")).help(error.help()).into()
}

pub(crate) fn store_error(unit: &Unit, error: &groundplan_state::StoreError) -> Diags {
    of(unit, Diagnostic::error("State cannot be read").detail(format!("{error}.")).help(error.help())).into()
}

/// Says of a diagnostic which unit it is about; a bare root module needs no saying.
fn of(unit: &Unit, diagnostic: Diagnostic) -> Diagnostic {
    let path = (unit.path != UnitPath::root()).then(|| unit.path.to_string());
    Diagnostic { unit: path, ..diagnostic }
}
