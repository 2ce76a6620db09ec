use groundplan_engine::{Action, OutputChange};
use groundplan_format::{Outputs, ResourceValues, StateValues};
use serde_json::Value as Json;

use super::mask::{known, sensitive_mask};
use super::object::{self, ObjectChange};
use super::outputs::planned_output;
use super::tree::Tree;

/// What there will be, as far as it is known.
pub(super) fn planned_values(objects: &[ObjectChange<'_>], outputs: &[OutputChange], destroy: bool) -> StateValues {
    let mut staying: Vec<(String, &ObjectChange<'_>)> = objects
        .iter()
        // Terraform names what it forgets, without values.
        .filter(|object| object.deposed.is_none() && (!object.after.is_null() || object.action == Action::Forget))
        .map(|object| (object.addr.to_string(), object))
        .collect();
    staying.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut tree = Tree::default();
    for (address, object) in staying {
        tree.add(&object.addr.module, resource(address, object));
    }
    let outputs: Outputs = if destroy {
        Outputs::new()
    } else {
        let kept = outputs.iter().filter(|output| output.action != Action::Delete);
        kept.map(|output| (output.name.to_string(), planned_output(output))).collect()
    };
    StateValues { outputs, root_module: tree.into_root() }
}

fn resource(address: String, object: &ObjectChange<'_>) -> ResourceValues {
    let values = match known(object.after) {
        Some(Json::Object(values)) => Some(values),
        _ => None,
    };
    ResourceValues {
        address,
        mode: object::mode(object.addr.resource.mode),
        resource_type: object.addr.resource.kind.to_string(),
        name: object.addr.resource.name.to_string(),
        index: object::index(&object.addr.key),
        provider_name: object.provider.to_string(),
        schema_version: object.schema.version,
        values,
        sensitive_values: Some(sensitive_mask(object.after)),
        ..ResourceValues::default()
    }
}
