use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::State;

use super::filed::{Filed, filed};
use super::renamed::renamed;
use crate::Settings;
use crate::project::Project;

/// How many units that are gone are named.
const NAMED: usize = 10;

/// What is to be said about states without a unit, when a whole live repository is planned. `states` are those of its units.
pub(crate) async fn warnings(settings: &Settings, project: &Project, states: &[State]) -> Diags {
    if !project.is_whole(settings) {
        return Diags::new();
    }
    match filed(settings, project).await {
        Ok(found) => {
            let more = found.len().saturating_sub(NAMED);
            let mut told: Diags = found.iter().take(NAMED).map(|filed| warning(filed, project, states)).collect();
            if more > 0 {
                let detail = format!("{more} more states hold objects and belong to no unit.");
                told.push(Diagnostic::warning("States without a unit").detail(detail));
            }
            told
        }
        // Who may read states may not be allowed to list them: the plan is right without that.
        Err(errors) => errors
            .iter()
            .map(|error| {
                let warning = Diagnostic::warning("Deleted units are not looked for").detail(error.detail.clone());
                error.help.iter().fold(warning, |warning, help| warning.help(help.clone()))
            })
            .collect(),
    }
}

fn warning(filed: &Filed, project: &Project, states: &[State]) -> Diagnostic {
    let objects = filed.state.instances().count();
    let path = &filed.path;
    let warning = Diagnostic::warning("State without a unit").detail(format!(
        "There is no unit {path} any more, and its state, {}, holds {objects} {}. This plan leaves {} alone.",
        filed.store.describe(),
        if objects == 1 { "object" } else { "objects" },
        if objects == 1 { "it" } else { "them" },
    ));
    let warning = match renamed(filed, &project.units, states) {
        Some(new) => warning.help(format!(
            "it seems to be {new} now, which would be made anew: take the state along with `groundplan state mv {path}// \
             {new}//`"
        )),
        None => warning,
    };
    warning.help("to destroy them, see `groundplan plan --destroy --deleted`, then `groundplan destroy --deleted`")
}
