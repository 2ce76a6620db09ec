use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use groundplan_address::InstanceAddr;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{State, ToolError, UnitState};

use crate::project::Project;
use crate::states::LockedStates;
use crate::{Failure, Settings, deleted};

/// The states of a project, locked, to be changed by hand.
pub(super) struct Editing {
    project: Project,
    locked: LockedStates,
}

impl Editing {
    /// Locks and reads the states.
    pub(super) async fn begin(settings: &Settings, operation: &str) -> Result<Self, Failure> {
        Self::begin_with(settings, operation, None).await
    }

    /// The same, with the state of a unit that may be gone.
    pub(super) async fn begin_with(
        settings: &Settings,
        operation: &str,
        unit: Option<&UnitPath>,
    ) -> Result<Self, Failure> {
        let mut project = Project::load(settings, "state")?;
        let is_missing = |path: &UnitPath| project.units.iter().all(|unit| unit.path != *path);
        if let (Some(path), Some(like)) = (unit.filter(|path| is_missing(path)), project.units.first().cloned())
            && project.is_whole(settings)
        {
            let filed = deleted::filed(settings, &project).await.map_err(|diags| project.failure(diags))?;
            let gone = filed.iter().find(|filed| filed.path == *path);
            project.units.extend(gone.map(|gone| Arc::new(gone.stand_in(&like))));
        }
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

    /// Moves objects from one unit's state to another's. Both states are given as they are to be stored.
    pub(super) async fn transfer(
        &self,
        (from, left): (&UnitState, State),
        (to, arrived): (&UnitState, State),
        moves: &[(InstanceAddr, InstanceAddr)],
    ) -> Result<(), Diagnostic> {
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        for unit in [from, to] {
            unit.back_up(stamp).await.map_err(|error| failed(&error.to_string(), error.help()))?;
        }
        from.transfer(to, moves).await.map_err(|error| failed(&error.to_string(), error.help()))?;
        // From here on the journal has it: whichever of the two is not stored is so by the next run.
        from.replace(left);
        to.replace(arrived);
        for unit in [to, from] {
            unit.save().await.map_err(|error| failed(&error.to_string(), error.help()))?;
        }
        Ok(())
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
