use std::sync::Arc;

use groundplan_address::{InstanceAddr, Target};
use groundplan_config::live::Unit;
use groundplan_diag::Diagnostic;
use groundplan_engine::InUnit;
use groundplan_state::{State, UnitState};

use super::edit::{Editing, refused};
use crate::located::{check_unit, target};
use crate::{Failure, Settings};

/// What `state mv` moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The unit that the objects were in.
    pub from_unit: String,
    /// The unit that they are in now.
    pub to_unit: String,
    /// The instances: from where to where.
    pub moves: Vec<(InstanceAddr, InstanceAddr)>,
}

/// Moves a module, a resource or an instance to another address, of another unit too. Addresses are written `ADDR` or
/// `UNIT//ADDR`. A dry run stores nothing.
///
/// # Errors
/// When the addresses do not go together, nothing is at the first, something at the second, or states cannot be read, locked
/// or written. Nothing is changed then.
pub async fn state_mv(settings: &Settings, from: &str, to: &str, dry_run: bool) -> Result<Moved, Failure> {
    let (from, to) = (target(from)?, target(to)?);
    let editing = Editing::begin(settings, "state-mv").await?;
    let result = run(&editing, &from, &to, dry_run).await;
    editing.end(result).await
}

async fn run(
    editing: &Editing,
    from: &InUnit<Target>,
    to: &InUnit<Target>,
    dry_run: bool,
) -> Result<Moved, Diagnostic> {
    for address in [from, to] {
        check_unit(address, editing.project().units.iter().map(|unit| &**unit))?;
    }
    let (source, recorder) = holder(editing, from)?;
    let destination = match &to.unit {
        Some(path) => editing.units().find(|(unit, _)| unit.path == *path),
        None => Some((source, recorder)),
    };
    let (target_unit, other) = destination.unwrap_or((source, recorder));
    let mut state = recorder.current();
    let moves = if source.path == target_unit.path {
        let moves = state.relocate(&from.what, &to.what).map_err(|error| refused(&error))?;
        if !dry_run {
            editing.store(recorder, state).await?;
        }
        moves
    } else {
        let mut into = other.current();
        let moves = state.relocate_into(&mut into, &from.what, &to.what).map_err(|error| refused(&error))?;
        if !dry_run {
            // First where they go: an object in both states is found again, one in neither is lost.
            editing.store(other, into).await?;
            editing.store(recorder, state).await?;
        }
        moves
    };
    Ok(Moved { from_unit: source.path.to_string(), to_unit: target_unit.path.to_string(), moves })
}

/// The unit whose state has something at an address.
fn holder<'a>(editing: &'a Editing, from: &InUnit<Target>) -> Result<(&'a Arc<Unit>, &'a Arc<UnitState>), Diagnostic> {
    let has = |state: &State| state.list(std::slice::from_ref(&from.what)).is_ok();
    let mut holders = editing.units().filter(|(unit, state)| from.may_be_in(&unit.path) && state.with(has));
    match (holders.next(), holders.next()) {
        (Some(only), None) => Ok(only),
        (Some((one, _)), Some((other, _))) => Err(Diagnostic::error("Address is not clear")
            .detail(format!("Both {} and {} have something at {}.", one.path, other.path, from.what))
            .help(format!("say which, as in {}//{}", one.path, from.what))),
        (None, _) => Err(Diagnostic::error("Nothing of that address")
            .detail(format!("There is nothing at {} in any state here.", from.what))
            .help("`groundplan state list` shows what there is")),
    }
}
