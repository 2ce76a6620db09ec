use groundplan_diag::{Diagnostic, Diags};

use super::Transfer;
use crate::states::{LockedStates, journal_error};

/// Makes planned moves: each is in both states or in none, whenever the program dies.
///
/// # Errors
/// When it cannot be recorded, or a state cannot be stored.
pub(crate) async fn make(locked: &LockedStates, transfers: &[Transfer]) -> Result<(), Diags> {
    for transfer in transfers {
        let (Some(from), Some(to)) = (locked.recorders.get(transfer.from), locked.recorders.get(transfer.to)) else {
            continue;
        };
        from.transfer(to, &transfer.moves).await.map_err(|error| journal_error(&error))?;
        for state in [to, from] {
            state.save().await.map_err(|error| {
                Diagnostic::error("State cannot be changed").detail(format!("{error}.")).help(error.help())
            })?;
        }
    }
    Ok(())
}
