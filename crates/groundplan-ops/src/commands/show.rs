use std::collections::BTreeMap;
use std::path::Path;

use groundplan_format::{CompanyPlan, State};

use crate::plan_file::PlanFile;
use crate::project::Project;
use crate::{Failure, Settings, document, states};

/// What is shown.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A saved plan.
    Plan {
        /// The plan.
        plan: Box<CompanyPlan>,
        /// Whether it is of a bare root module.
        bare: bool,
    },
    /// The states, by unit.
    States {
        /// The states.
        units: BTreeMap<String, State>,
        /// Whether the only unit is a bare root module.
        bare: bool,
    },
}

/// A saved plan, or the states as they are stored.
///
/// # Errors
/// When the file is no plan, or configuration or states cannot be read.
pub async fn show(settings: &Settings, file: Option<&Path>) -> Result<Shown, Failure> {
    if let Some(file) = file {
        let saved = PlanFile::read(file, settings.plan_key.as_ref())?;
        return Ok(Shown::Plan { bare: saved.bare, plan: Box::new(saved.plan) });
    }
    let project = Project::load(settings, "show")?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let units = project.units.iter().zip(&states).map(|(unit, state)| (unit.path.to_string(), document::state(state)));
    Ok(Shown::States { units: units.collect(), bare: project.bare })
}
