use futures::{StreamExt as _, TryStreamExt as _};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{LockError, LockInfo};

use super::lock::{AT_ONCE, Place, places};
use super::messages::lock_error;
use crate::Settings;
use crate::project::Project;

/// The locks on a project's states: the units with one, and who holds it.
pub(crate) async fn held_locks(settings: &Settings, project: &Project) -> Result<Vec<(String, LockInfo)>, Diags> {
    let places = places(settings, &project.units)?;
    let asked = places.into_iter().map(|Place { unit, store }| async move {
        let holder = store.holder().await.map_err(|error| lock_error(&unit, &error))?;
        Ok::<_, Diags>(holder.map(|holder| (unit.path.to_string(), holder)))
    });
    let found: Vec<Option<_>> = futures::stream::iter(asked).buffered(AT_ONCE).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

/// Releases all locks with an id on a project's states. Gives the units; none is an error.
pub(crate) async fn release_lock(settings: &Settings, project: &Project, id: &str) -> Result<Vec<String>, Diags> {
    let places = places(settings, &project.units)?;
    let releases = places.into_iter().map(|Place { unit, store }| async move {
        match store.force_unlock(id).await {
            Ok(()) => Ok(Some(unit.path.to_string())),
            Err(LockError::NotHeld { .. }) => Ok(None),
            Err(error) => Err(Diags::from(lock_error(&unit, &error))),
        }
    });
    let released: Vec<Option<String>> = futures::stream::iter(releases).buffered(AT_ONCE).try_collect().await?;
    let released: Vec<String> = released.into_iter().flatten().collect();
    if released.is_empty() {
        return Err(Diagnostic::error("No such lock")
            .detail(format!("No state here is locked with the id {id}."))
            .help("see the locks that are held with `groundplan state unlock`")
            .into());
    }
    Ok(released)
}
