use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use groundplan_config::live::Unit;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{State, ToolError, UnitState};

use crate::project::Project;
use crate::states::LockedStates;
use crate::{Failure, Settings};

/// The states of a project, locked, to be changed by hand.
pub(super) struct Editing {
    project: Project,
    locked: LockedStates,
}

impl Editing {
    /// Locks and reads the states.
    pub(super) async fn begin(settings: &Settings, operation: &str) -> Result<Self, Failure> {
        let project = Project::load(settings, "state")?;
        let locked = LockedStates::open(settings, &project, operation).await.map_err(|diags| project.failure(diags))?;
        Ok(Self { project, locked })
    }

    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// The units with their states.
    pub(super) fn units(&self) -> impl Iterator<Item = (&Arc<Unit>, &Arc<UnitState>)> {
        self.project.units.iter().zip(&self.locked.recorders)
    }

    /// Stores another state of a unit. What was stored is kept beside it, where the store keeps files.
    pub(super) async fn store(&self, unit: &UnitState, state: State) -> Result<(), Diagnostic> {
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        unit.back_up(stamp).await.map_err(|error| failed(&error.to_string(), error.help()))?;
        unit.replace(state);
        unit.save().await.map(|_| ()).map_err(|error| failed(&error.to_string(), error.help()))
    }

    /// Gives the locks back. The work's own result goes before what went wrong with that.
    pub(super) async fn end<T>(self, result: Result<T, impl Into<Diags>>) -> Result<T, Failure> {
        let notes: Diags = self.locked.unlock().await;
        match result {
            Ok(done) if !notes.has_errors() => Ok(done),
            Ok(_) => Err(self.project.failure(notes)),
            Err(errors) => Err(self.project.failure(errors)),
        }
    }
}

fn failed(why: &str, help: &str) -> Diagnostic {
    Diagnostic::error("State cannot be changed").detail(format!("{why}.")).help(help)
}

/// What a tool has against what it was asked to do.
pub(super) fn refused(error: &ToolError) -> Diagnostic {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    Diagnostic::error("State cannot be changed so").detail(format!("{first}{}.", letters.as_str())).help(error.help())
}
