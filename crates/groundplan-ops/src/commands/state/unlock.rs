use crate::project::Project;
use crate::states::{held_locks, release_lock};
use crate::{Failure, Settings};

/// What became of locks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlocked {
    /// Those of an id were released: on the states of these units.
    Released(Vec<String>),
    /// None was named: the units whose states are locked, and by whom, in words.
    Held(Vec<(String, String)>),
}

/// Releases the locks with an id, whoever holds them; without an id, says which are held. A run has one id for all its locks.
///
/// # Errors
/// When configuration cannot be read, no lock has that id, or a place does not answer.
pub async fn state_unlock(settings: &Settings, id: Option<&str>) -> Result<Unlocked, Failure> {
    let project = Project::load(settings, "state")?;
    let failed = |diags| project.failure(diags);
    match id {
        Some(id) => release_lock(settings, &project, id).await.map(Unlocked::Released).map_err(failed),
        None => {
            let held = held_locks(settings, &project).await.map_err(failed)?;
            Ok(Unlocked::Held(held.into_iter().map(|(unit, holder)| (unit, holder.to_string())).collect()))
        }
    }
}
