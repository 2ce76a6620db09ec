use std::sync::Arc;

use groundplan_address::{InstanceAddr, ModuleAddr, Target};
use groundplan_config::live::{Unit, UnitPath};
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
/// `UNIT//ADDR`; `UNIT//` is all of a unit, also of one that is gone and whose state is still there. Objects that go from one
/// state to another are in exactly one of them, whenever the program dies. A dry run stores nothing.
///
/// # Errors
/// When the addresses do not go together, nothing is at the first, something at the second, or states cannot be read, locked
/// or written. Nothing is changed then.
pub async fn state_mv(settings: &Settings, from: &str, to: &str, dry_run: bool) -> Result<Moved, Failure> {
    let (from, to) = (endpoint(from)?, endpoint(to)?);
    let editing = Editing::begin_with(settings, "state-mv", from.unit.as_ref()).await?;
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
        let is_all = |at: &InUnit<Target>| at.what == all();
        if is_all(from) && is_all(to) && into.outputs.is_empty() {
            into.outputs = std::mem::take(&mut state.outputs);
        }
        if !dry_run {
            editing.transfer((recorder, state), (other, into), &moves).await?;
        }
        moves
    };
    Ok(Moved { from_unit: source.path.to_string(), to_unit: target_unit.path.to_string(), moves })
}

/// Reads an address, or all of a unit.
fn endpoint(text: &str) -> Result<InUnit<Target>, Diagnostic> {
    match text.strip_suffix("//").filter(|unit| !unit.is_empty() && !unit.contains(['[', '"'])) {
        Some(unit) => Ok(InUnit { unit: Some(UnitPath(unit.trim_end_matches('/').into())), what: all() }),
        None => target(text),
    }
}

fn all() -> Target {
    Target::Module(ModuleAddr::default())
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
