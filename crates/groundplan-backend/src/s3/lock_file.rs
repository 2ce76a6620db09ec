//! The lock that Terraform takes with `use_lockfile`: an object beside the state that only one can make.

use groundplan_state::{LockError, LockInfo};

use super::object::{Condition, Object, Put};

/// What is put behind the state's key.
pub(super) const SUFFIX: &str = ".tflock";

/// Takes the lock; false when there is no bucket, and so nothing to lock.
pub(super) async fn take(object: &Object<'_>, state: &str, info: &LockInfo) -> Result<bool, LockError> {
    // Once more when the holder gave it back while we asked who it was.
    for _ in 0..3 {
        match object.put(info.to_json().as_bytes(), Condition::Absent).await? {
            Put::Done(_) => return Ok(true),
            Put::NoBucket => return Ok(false),
            Put::Refused => {}
        }
        match holder(object).await? {
            // An answer that was lost on its way: the lock is ours.
            Some(holder) if holder.id == info.id => return Ok(true),
            Some(holder) => return Err(held(state, Some(holder))),
            None => {}
        }
    }
    Err(held(state, None))
}

/// Gives the lock with that id back.
pub(super) async fn release(object: &Object<'_>, state: &str, id: &str) -> Result<(), LockError> {
    match holder(object).await? {
        Some(holder) if holder.id == id => Ok(object.delete().await?),
        _ => Err(LockError::NotHeld { location: state.to_owned(), id: id.to_owned() }),
    }
}

/// Who holds it. What cannot be read is someone whom we do not know.
pub(super) async fn holder(object: &Object<'_>) -> Result<Option<LockInfo>, LockError> {
    let content = object.get().await?;
    Ok(content.map(|content| LockInfo::from_json(&String::from_utf8_lossy(&content.bytes)).unwrap_or_default()))
}

fn held(state: &str, holder: Option<LockInfo>) -> LockError {
    LockError::Held { location: state.to_owned(), holder: holder.map(Box::new) }
}
