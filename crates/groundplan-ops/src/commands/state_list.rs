use std::collections::BTreeMap;

use groundplan_address::{InstanceAddr, Target};
use groundplan_diag::Diagnostic;
use groundplan_state::State;

use crate::project::Project;
use crate::{Failure, Settings, states};

/// The resource instances of the states, by unit, in Terraform's order; only those that `targets` select, if any are given.
///
/// # Errors
/// When configuration or states cannot be read, or a target is no address, or one of nothing in any unit.
pub async fn state_list(
    settings: &Settings,
    targets: &[String],
) -> Result<BTreeMap<String, Vec<InstanceAddr>>, Failure> {
    let targets: Result<Vec<Target>, _> = targets.iter().map(|text| Target::parse(text)).collect();
    let targets = targets.map_err(|error| Diagnostic::error("Invalid address").detail(format!("{error}.")))?;
    let project = Project::load(settings, "state")?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    if let Some(nothing) = targets.iter().find(|target| states.iter().all(|state| lacks(state, target))) {
        return Err(project.failure(
            Diagnostic::error("Nothing of that address")
                .detail(format!("There is nothing at {nothing} in any state here.")),
        ));
    }
    let listed = project.units.iter().zip(states).map(|(unit, state)| {
        let here: Vec<Target> = targets.iter().filter(|target| !lacks(&state, target)).cloned().collect();
        let none = here.is_empty() && !targets.is_empty();
        let instances = if none { Vec::new() } else { state.list(&here).unwrap_or_default() };
        (unit.path.to_string(), instances)
    });
    Ok(listed.collect())
}

fn lacks(state: &State, target: &Target) -> bool {
    state.list(std::slice::from_ref(target)).is_err()
}
