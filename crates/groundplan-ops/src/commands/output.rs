use std::collections::BTreeMap;

use groundplan_state::State;

use crate::project::Project;
use crate::{Failure, Settings, document, states};

/// Outputs of root modules, by unit.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// The outputs of each unit, by its path.
    pub units: BTreeMap<String, groundplan_format::Outputs>,
    /// Whether the only unit is a bare root module.
    pub bare: bool,
}

impl Outputs {
    pub(crate) fn of(project: &Project, states: impl Iterator<Item = State>) -> Self {
        let units = project.units.iter().zip(states);
        Self {
            units: units.map(|(unit, state)| (unit.path.to_string(), document::outputs(&state))).collect(),
            bare: project.bare,
        }
    }
}

/// The outputs of the root modules, from their states.
///
/// # Errors
/// When configuration or states cannot be read.
pub async fn output(settings: &Settings) -> Result<Outputs, Failure> {
    let project = Project::load(settings, "output")?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    Ok(Outputs::of(&project, states.into_iter()))
}
