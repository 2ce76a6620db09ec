use groundplan_address::InstanceAddr;
use groundplan_format::{Outputs, ResourceValues, StateValues};
use groundplan_state::{DeposedKey, InstanceObject, ObjectStatus, Resource, State};

use super::checks::check_results;
use super::object;
use super::outputs::outputs;
use super::schema::KnownSchemas;
use super::stored::contents;
use super::tree::Tree;

/// The document of `show --json` for a state.
pub(crate) fn state(state: &State) -> groundplan_format::State {
    let values = state_values(state, outputs(state), &KnownSchemas::default());
    groundplan_format::State {
        terraform_version: values.is_some().then(|| state.terraform_version.clone()),
        values,
        checks: check_results(state.check_results.as_deref().unwrap_or_default()),
        ..groundplan_format::State::default()
    }
}

/// What a state holds, with other outputs than its own; `None` when that is nothing at all.
pub(super) fn state_values(state: &State, outputs: Outputs, schemas: &KnownSchemas) -> Option<StateValues> {
    let mut tree = Tree::default();
    for resource in state.resources() {
        for (key, instance) in resource.instances() {
            let addr = resource.addr.instance(key.clone());
            let current = instance.current.iter().map(|object| (None, object));
            let deposed = instance.deposed.iter().map(|(key, object)| (Some(key), object));
            for (deposed, object) in current.chain(deposed) {
                tree.add(&addr.module, values(resource, &addr, deposed, object, schemas));
            }
        }
    }
    let nothing = tree.is_empty() && outputs.is_empty();
    (!nothing).then(|| StateValues { outputs, root_module: tree.into_root() })
}

fn values(
    resource: &Resource,
    addr: &InstanceAddr,
    deposed: Option<&DeposedKey>,
    object: &InstanceObject,
    schemas: &KnownSchemas,
) -> ResourceValues {
    let provider = &resource.provider.provider;
    let (values, sensitive_values) = contents(object, schemas.get(provider, &addr.resource)).unzip();
    ResourceValues {
        address: addr.to_string(),
        mode: object::mode(addr.resource.mode),
        resource_type: addr.resource.kind.to_string(),
        name: addr.resource.name.to_string(),
        index: object::index(&addr.key),
        provider_name: provider.to_string(),
        schema_version: object.schema_version,
        values,
        sensitive_values,
        depends_on: object.dependencies.clone(),
        tainted: object.status == ObjectStatus::Tainted,
        deposed_key: deposed.map(ToString::to_string),
    }
}
