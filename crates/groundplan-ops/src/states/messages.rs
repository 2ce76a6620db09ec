use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{JournalError, LockError, StoreError};

pub(crate) fn journal_error(error: &JournalError) -> Diags {
    Diagnostic::error("Journal cannot be used").detail(format!("{error}.")).help(error.help()).into()
}

pub(super) fn store_error(unit: &Unit, error: &StoreError) -> Diags {
    of(unit, Diagnostic::error("State cannot be read").detail(format!("{error}.")).help(error.help())).into()
}

pub(super) fn lock_error(unit: &Unit, error: &LockError) -> Diagnostic {
    let summary = match error {
        LockError::Held { .. } => "State is locked",
        _ => "State cannot be locked",
    };
    of(unit, Diagnostic::error(summary).detail(format!("{error}.")).help(error.help()))
}

/// Says of a diagnostic which unit it is about; a bare root module needs no saying.
pub(super) fn of(unit: &Unit, diagnostic: Diagnostic) -> Diagnostic {
    let path = (unit.path != UnitPath::root()).then(|| unit.path.to_string());
    Diagnostic { unit: path, ..diagnostic }
}
