use std::sync::Arc;

use groundplan_config::live::Unit;
use groundplan_diag::Diagnostic;

use crate::project::Project;
use crate::{Failure, Settings, states};

/// A unit's state in Terraform's format, as it is stored; nothing when there is none. What a killed run left in the journal
/// counts as done.
///
/// # Errors
/// When there are several units and none is named, or configuration or states cannot be read.
pub async fn state_pull(settings: &Settings, unit: Option<&str>) -> Result<Option<String>, Failure> {
    let project = Project::load(settings, "state")?;
    let at = only_unit(&project, unit).map_err(|error| project.failure(error))?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let state = states.into_iter().nth(at).filter(|state| state.serial > 0 || !state.is_empty());
    Ok(state.map(|state| state.encode()))
}

/// The position of the unit with that path, or of the only one.
pub(super) fn only_unit(project: &Project, path: Option<&str>) -> Result<usize, Diagnostic> {
    let found = match path {
        Some(path) => project.units.iter().position(|unit| *unit.path.0 == *path.trim_end_matches('/')),
        None if project.units.len() == 1 => Some(0),
        None => None,
    };
    found.ok_or_else(|| {
        let detail = match path {
            Some(path) => format!("There is no unit {path} here."),
            None => "There are several units here, each with a state of its own.".to_owned(),
        };
        let paths: Vec<String> = project.units.iter().map(|unit: &Arc<Unit>| unit.path.to_string()).collect();
        Diagnostic::error(if path.is_some() { "Unit not found" } else { "Unit not named" })
            .detail(detail)
            .help(format!("name one with `--unit PATH`: {}", paths.join(", ")))
    })
}
