use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{Intent, Journal, Recovery, Token, UnitState};

use super::journal::open_journal;
use super::lock::{AT_ONCE, Locks, Place, places};
use super::messages::{journal_error, of, store_error};
use crate::Settings;
use crate::project::Project;

/// The states of a project's units, locked, to change them.
pub(crate) struct LockedStates {
    /// In the order of the project's units.
    pub(crate) recorders: Vec<Arc<UnitState>>,
    /// What killed runs had begun and never got an answer to.
    pub(crate) unanswered: Vec<Unanswered>,
    /// What was made or taken over on the way, as sentences without a subject.
    pub(crate) notes: Vec<String>,
    locks: Locks,
}

/// A provider call of which nobody knows what came.
#[derive(Clone, Debug)]
pub(crate) struct Unanswered {
    /// Which of the recorders it belongs to.
    pub(crate) unit: usize,
    /// Answers it.
    pub(crate) token: Token,
    /// The call.
    pub(crate) intent: Intent,
}

impl LockedStates {
    /// Makes missing places, locks and reads all states, and takes over what a killed run left.
    pub(crate) async fn open(settings: &Settings, project: &Project, operation: &str) -> Result<Self, Diags> {
        let (journal, recovery) = open_journal(settings, project).await.map_err(|error| journal_error(&error))?;
        let places = places(settings, &project.units)?;
        let mut notes = prepare(&places).await?;
        let mut locks = match settings.lock {
            true => Locks::take(settings, project, &places, operation).await?,
            false => Locks::default(),
        };
        notes.append(&mut locks.notes);
        match recorders(&places, &journal, &recovery).await {
            Ok(recorders) => {
                let unanswered = unanswered(project, &recovery);
                Ok(Self { recorders, unanswered, notes, locks })
            }
            Err(mut errors) => {
                errors.extend(locks.release().await);
                Err(errors)
            }
        }
    }

    /// Leaves all but the states at these places out of the work. Their locks stay until the end.
    pub(crate) fn keep(&mut self, places: &[usize]) {
        let recorders = std::mem::take(&mut self.recorders).into_iter().enumerate();
        self.recorders = recorders.filter(|(at, _)| places.contains(at)).map(|(_, recorder)| recorder).collect();
        let unanswered = std::mem::take(&mut self.unanswered).into_iter();
        let kept = unanswered.filter_map(|left| {
            let unit = places.iter().position(|at| *at == left.unit)?;
            Some(Unanswered { unit, ..left })
        });
        self.unanswered = kept.collect();
    }

    /// Gives the locks back. What goes wrong is told as warnings: the work is done.
    pub(crate) async fn unlock(self) -> Diags {
        let told = self.locks.release().await;
        // The journal last: who waits for it finds the states free.
        drop(self.recorders);
        told
    }
}

async fn prepare(places: &[Place]) -> Result<Vec<String>, Diags> {
    let made = places.iter().cloned().map(|Place { unit, store }| async move {
        store.prepare().await.map_err(|error| {
            let diagnostic = Diagnostic::error("Place for the state cannot be made");
            Diags::from(of(&unit, diagnostic.detail(format!("{error}.")).help(error.help())))
        })
    });
    let told: Vec<Vec<String>> = futures::stream::iter(made).buffered(AT_ONCE).try_collect().await?;
    Ok(told.into_iter().flatten().collect())
}

async fn recorders(places: &[Place], journal: &Journal, recovery: &Recovery) -> Result<Vec<Arc<UnitState>>, Diags> {
    let opened = places.iter().cloned().map(|Place { unit, store }| async move {
        let path = &unit.path.0;
        let opened = UnitState::open(path, store, journal.clone(), recovery.unit(path)).await;
        let opened = opened.map_err(|error| match error {
            groundplan_state::UnitStateError::Store(error) => store_error(&unit, &error),
            error => {
                let diagnostic = Diagnostic::error("State cannot be used");
                of(&unit, diagnostic.detail(format!("{error}.")).help(error.help())).into()
            }
        });
        opened.map(Arc::new)
    });
    futures::stream::iter(opened).buffered(AT_ONCE).try_collect().await
}

fn unanswered(project: &Project, recovery: &Recovery) -> Vec<Unanswered> {
    let units = project.units.iter().enumerate();
    let left = units.filter_map(|(at, unit)| Some((at, recovery.unit(&unit.path.0)?)));
    let left = left.flat_map(|(unit, left)| {
        left.unanswered.iter().map(move |(token, intent)| Unanswered { unit, token: *token, intent: intent.clone() })
    });
    left.collect()
}
