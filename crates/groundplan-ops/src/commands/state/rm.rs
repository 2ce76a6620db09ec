use groundplan_address::{InstanceAddr, Target};
use groundplan_diag::Diagnostic;
use groundplan_engine::InUnit;
use groundplan_state::{State, ToolError};

use super::edit::{Editing, refused};
use crate::located::{check_unit, target};
use crate::{Failure, Settings};

/// What `state rm` took out of a unit's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// The unit.
    pub unit: String,
    /// The instances.
    pub instances: Vec<InstanceAddr>,
}

/// Takes what the addresses select out of the states and leaves the real objects as they are. Addresses are written `ADDR`
/// or `UNIT//ADDR`. A dry run stores nothing.
///
/// # Errors
/// When none of them selects anything, or states cannot be read, locked or written.
pub async fn state_rm(settings: &Settings, addresses: &[String], dry_run: bool) -> Result<Vec<Forgotten>, Failure> {
    let targets: Vec<InUnit<Target>> = addresses.iter().map(|text| target(text)).collect::<Result<_, _>>()?;
    let editing = Editing::begin(settings, "state-rm").await?;
    let result = run(&editing, &targets, dry_run).await;
    editing.end(result).await
}

async fn run(editing: &Editing, targets: &[InUnit<Target>], dry_run: bool) -> Result<Vec<Forgotten>, Diagnostic> {
    for target in targets {
        check_unit(target, editing.project().units.iter().map(|unit| &**unit))?;
    }
    let mut changed: Vec<(Forgotten, State)> = Vec::new();
    for (unit, recorder) in editing.units() {
        let here = targets.iter().filter(|target| target.may_be_in(&unit.path)).map(|target| target.what.clone());
        let here: Vec<Target> = here.collect();
        let mut state = recorder.current();
        match state.forget(&here) {
            Ok(instances) => changed.push((Forgotten { unit: unit.path.to_string(), instances }, state)),
            Err(ToolError::NothingSelected) => {}
            Err(error) => return Err(refused(&error)),
        }
    }
    if changed.is_empty() {
        return Err(refused(&ToolError::NothingSelected));
    }
    let mut forgotten = Vec::new();
    for (unit, state) in changed {
        let recorder = editing.units().find(|(it, _)| it.path.to_string() == unit.unit).map(|(_, recorder)| recorder);
        if let Some(recorder) = recorder.filter(|_| !dry_run) {
            editing.store(recorder, state).await?;
        }
        forgotten.push(unit);
    }
    Ok(forgotten)
}
