use std::collections::BTreeMap;

use groundplan_address::{InstanceAddr, Target};
use groundplan_diag::Diagnostic;
use groundplan_engine::InUnit;
use groundplan_state::State;

use crate::located::{check_unit, target};
use crate::project::Project;
use crate::{Failure, Settings, states};

/// The resource instances of the states, by unit, in Terraform's order; only those that `targets` select, if any are given,
/// and whose objects have this `id`, if one is given. Targets are written `ADDR` or `UNIT//ADDR`.
///
/// # Errors
/// When configuration or states cannot be read, or a target is no address, or one of nothing in any unit.
pub async fn state_list(
    settings: &Settings,
    targets: &[String],
    id: Option<&str>,
) -> Result<BTreeMap<String, Vec<InstanceAddr>>, Failure> {
    let targets: Vec<InUnit<Target>> = targets.iter().map(|text| target(text)).collect::<Result<_, _>>()?;
    let project = Project::load(settings, "state")?;
    for target in &targets {
        check_unit(target, project.units.iter().map(|unit| &**unit)).map_err(|error| project.failure(error))?;
    }
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let units = || project.units.iter().zip(&states);
    let is_nowhere = |target: &&InUnit<Target>| {
        units().all(|(unit, state)| !target.may_be_in(&unit.path) || lacks(state, &target.what))
    };
    if let Some(nothing) = targets.iter().find(is_nowhere) {
        return Err(project.failure(
            Diagnostic::error("Nothing of that address")
                .detail(format!("There is nothing at {} in any state here.", nothing.what)),
        ));
    }
    let listed = units().map(|(unit, state)| {
        let here = targets.iter().filter(|target| target.may_be_in(&unit.path)).map(|target| &target.what);
        let here: Vec<Target> = here.filter(|target| !lacks(state, target)).cloned().collect();
        let none = here.is_empty() && !targets.is_empty();
        let mut instances = if none { Vec::new() } else { state.list(&here).unwrap_or_default() };
        if let Some(id) = id {
            let has_id =
                |addr: &InstanceAddr| state.object(addr, None).and_then(|object| object.id()).as_deref() == Some(id);
            instances.retain(has_id);
        }
        (unit.path.to_string(), instances)
    });
    Ok(listed.collect())
}

fn lacks(state: &State, target: &Target) -> bool {
    state.list(std::slice::from_ref(target)).is_err()
}
