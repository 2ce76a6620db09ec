use groundplan_diag::Diagnostic;
use groundplan_format::ResourceValues;

use crate::located::{check_unit, instance};
use crate::project::Project;
use crate::{Failure, Settings, document, states};

/// A resource instance of a state.
#[derive(Clone, Debug)]
pub struct ShownInstance {
    /// The unit; nothing for a bare root module.
    pub unit: Option<String>,
    /// Its current object, and those that replacements left.
    pub objects: Vec<ResourceValues>,
}

/// A resource instance as the states hold it, from every unit that has it. The address is written `ADDR` or `UNIT//ADDR`.
///
/// # Errors
/// When no state has it, or configuration or states cannot be read.
pub async fn state_show(settings: &Settings, address: &str) -> Result<Vec<ShownInstance>, Failure> {
    let wanted = instance(address)?;
    let project = Project::load(settings, "state")?;
    check_unit(&wanted, project.units.iter().map(|unit| &**unit)).map_err(|error| project.failure(error))?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let mut found = Vec::new();
    let mut beside = Vec::new();
    for (unit, state) in project.units.iter().zip(&states).filter(|(unit, _)| wanted.may_be_in(&unit.path)) {
        let all = document::state(state).values.map(|values| values.root_module);
        let text = wanted.what.to_string();
        let objects: Vec<ResourceValues> = all
            .iter()
            .flat_map(|module| module.all_resources())
            .filter(|resource| resource.address == text)
            .cloned()
            .collect();
        if !objects.is_empty() {
            found.push(ShownInstance { unit: (!project.bare).then(|| unit.path.to_string()), objects });
        }
        let resource = state.resource(&wanted.what.resource_addr());
        beside.extend(resource.into_iter().flat_map(|it| it.instances().map(|(key, _)| it.addr.instance(key.clone()))));
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let error = Diagnostic::error("No instance found for the given address")
        .detail(format!("No state here has a resource instance {}.", wanted.what));
    let shown: Vec<String> = beside.iter().map(ToString::to_string).collect();
    Err(project.failure(if shown.is_empty() {
        error.help("`groundplan state list` shows what there is")
    } else {
        error.help(format!("name one of its instances: {}", shown.join(", ")))
    }))
}
