use std::collections::BTreeMap;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _};
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{Fit, Journal, OutputValue, Recovery, State, StateStore};
use groundplan_value::{Map, Marks, Value, from_json, type_from_json};

use super::journal::journal_path;
use super::lock::{AT_ONCE, Locks, Place, places};
use super::messages::{journal_error, of, store_error};
use crate::Settings;
use crate::project::Project;

/// The states of a project's units, to look at only: what a killed run left in the journal counts as done.
pub(crate) async fn read_all(settings: &Settings, project: &Project) -> Result<Vec<State>, Diags> {
    read(project, &places(settings, &project.units)?).await
}

async fn read(project: &Project, places: &[Place]) -> Result<Vec<State>, Diags> {
    let recovery = recovery(project)?;
    let reads = places.iter().cloned().map(|place| read_one(place, &recovery));
    futures::stream::iter(reads).buffered(AT_ONCE).try_collect().await
}

/// What a killed run left in the journal.
pub(crate) fn recovery(project: &Project) -> Result<Recovery, Diags> {
    Journal::read(&journal_path(project)).map_err(|error| journal_error(&error))
}

async fn read_one(Place { unit, store }: Place, recovery: &Recovery) -> Result<State, Diags> {
    let stored = store.read().await.map_err(|error| store_error(&unit, &error))?;
    Ok(merged(&unit.path, stored, recovery))
}

fn merged(path: &UnitPath, stored: Option<State>, recovery: &Recovery) -> State {
    match recovery.unit(&path.0) {
        Some(left) if matches!(left.fit(stored.as_ref()), Fit::Known) => left.merge(stored.as_ref()),
        _ => stored.unwrap_or_default(),
    }
}

/// The state at a place, to look at only, as [`read_all`] gives it, of a unit that the project does not have.
pub(crate) async fn read_stored(recovery: &Recovery, path: &UnitPath, store: &dyn StateStore) -> Result<State, Diags> {
    let stored = store.read().await.map_err(|error| {
        let diagnostic = Diagnostic::error("State cannot be read").detail(format!("{error}.")).help(error.help());
        Diags::from(Diagnostic { unit: Some(path.to_string()), ..diagnostic })
    })?;
    Ok(merged(path, stored, recovery))
}

/// The states of a project's units, to look at only, and their locks, so that nobody changes them meanwhile.
pub(crate) struct ReadStates {
    pub(crate) states: Vec<State>,
    locks: Locks,
}

impl ReadStates {
    /// Locks, unless the settings say not to, and reads all states.
    pub(crate) async fn open(settings: &Settings, project: &Project, operation: &str) -> Result<Self, Diags> {
        let places = places(settings, &project.units)?;
        let locks = match settings.lock {
            true => Locks::take(settings, project, &places, operation).await?,
            false => Locks::default(),
        };
        match read(project, &places).await {
            Ok(states) => Ok(Self { states, locks }),
            Err(mut errors) => {
                errors.extend(locks.release().await);
                Err(errors)
            }
        }
    }

    /// Gives the locks back. What goes wrong is told as warnings.
    pub(crate) async fn release(self) -> Diags {
        self.locks.release().await
    }
}

/// The outputs in the states of units that are only referred to.
pub(crate) async fn outputs_of(settings: &Settings, units: &[Arc<Unit>]) -> Result<BTreeMap<UnitPath, Map>, Diags> {
    let places = places(settings, units)?;
    let reads = places.into_iter().map(|Place { unit, store }| async move {
        let stored = store.read().await.map_err(|error| store_error(&unit, &error))?;
        Ok::<_, Diags>((unit.path.clone(), outputs(&unit, &stored.unwrap_or_default())?))
    });
    futures::stream::iter(reads).buffered(AT_ONCE).try_collect().await
}

fn outputs(unit: &Unit, state: &State) -> Result<Map, Diags> {
    let values = state.outputs.iter().map(|(name, output)| Some((name.as_str().into(), value_of(output)?)));
    values.collect::<Option<Map>>().ok_or_else(|| {
        let error = Diagnostic::error("State cannot be used");
        of(unit, error.detail("An output value in it does not fit its type.")).into()
    })
}

fn value_of(output: &OutputValue) -> Option<Value> {
    let ty = type_from_json(&output.ty.to_value().ok()?).ok()?;
    let value = from_json(&output.value.to_value().ok()?, &ty).ok()?;
    Some(value.mark(if output.sensitive { Marks::SENSITIVE } else { Marks::NONE }))
}
