//! Saved plans: one file for all units, with what they were made from.

mod difference;
mod file;
mod key;
mod made_from;

pub(crate) use file::PlanFile;
pub use key::PlanKey;
pub(crate) use made_from::MadeFrom;

use groundplan_diag::Diagnostic;

/// What has moved since a plan was saved.
fn stale(what: &str, moved: &[String]) -> Diagnostic {
    Diagnostic::error("Saved plan is stale")
        .detail(format!("{what}: {}. Nothing was changed.", moved.join("; ")))
        .help("plan again, look at the plan, and apply that")
}
