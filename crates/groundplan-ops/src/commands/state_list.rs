use std::collections::BTreeMap;

use groundplan_address::{InstanceAddr, Target};
use groundplan_diag::Diagnostic;

use crate::project::Project;
use crate::{Failure, Settings, states};

/// The resource instances of the states, by unit, in Terraform's order; only those that `targets` select, if any are given.
///
/// # Errors
/// When configuration or states cannot be read, or a target is no address.
pub async fn state_list(
    settings: &Settings,
    targets: &[String],
) -> Result<BTreeMap<String, Vec<InstanceAddr>>, Failure> {
    let targets: Result<Vec<Target>, _> = targets.iter().map(|text| Target::parse(text)).collect();
    let targets = targets.map_err(|error| Diagnostic::error("Invalid address").detail(format!("{error}.")))?;
    let project = Project::load(settings, "state")?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let mut listed = BTreeMap::new();
    for (unit, state) in project.units.iter().zip(states) {
        let instances = state.list(&targets).map_err(|error| {
            project.failure(Diagnostic::error("Nothing of that address").detail(format!("{error}.")))
        })?;
        listed.insert(unit.path.to_string(), instances);
    }
    Ok(listed)
}
