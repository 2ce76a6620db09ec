use groundplan_format::{Change, Importing, ResourceChange};
use groundplan_value::{Path, PathStep, Value};
use serde_json::{Map, Value as Json};

use super::mask::{known, sensitive_mask, unknown_mask};
use super::object::{self, ObjectChange};

/// The changes in Terraform's order.
pub(super) fn resource_changes(objects: &[ObjectChange<'_>]) -> Vec<ResourceChange> {
    let mut ordered: Vec<&ObjectChange<'_>> = objects.iter().collect();
    ordered.sort_by(|a, b| a.order().cmp(&b.order()));
    ordered.into_iter().map(resource_change).collect()
}

fn resource_change(object: &ObjectChange<'_>) -> ResourceChange {
    let addr = object.addr;
    ResourceChange {
        address: addr.to_string(),
        previous_address: object.previous.map(ToString::to_string),
        module_address: object::module_address(&addr.module),
        mode: object::mode(addr.resource.mode),
        resource_type: addr.resource.kind.to_string(),
        name: addr.resource.name.to_string(),
        index: object::index(&addr.key),
        provider_name: object.provider.to_string(),
        deposed: object.deposed.map(ToString::to_string),
        change: Change {
            action: object::action(object.action),
            before: Some(known(object.before).unwrap_or(Json::Null)),
            after: known(object.after),
            after_unknown: Some(after_unknown(object.after)),
            before_sensitive: Some(sensitive_mask(object.before)),
            after_sensitive: Some(sensitive_mask(object.after)),
            replace_paths: replace_paths(object.replace_paths),
            importing: object.importing.map(|id| Importing { id: Some(id.to_owned()), ..Importing::default() }),
            generated_config: None,
        },
        action_reason: object.reason.map(object::reason),
    }
}

/// Nothing is said about an object that is known as a whole.
fn after_unknown(after: &Value) -> Json {
    if after.is_wholly_known() { Json::Object(Map::new()) } else { unknown_mask(after) }
}

/// In one order whatever the provider's was.
fn replace_paths(paths: &[Path]) -> Vec<Vec<Json>> {
    let mut written: Vec<Vec<Json>> = paths.iter().map(path).collect();
    written.sort_by_cached_key(|path| Json::from(path.clone()).to_string());
    written.dedup();
    written
}

fn path(path: &Path) -> Vec<Json> {
    let steps = path.steps().iter().map(|step| match step {
        PathStep::Attr(name) => Json::from(&**name),
        PathStep::Index(key) => known(key).unwrap_or(Json::Null),
    });
    steps.collect()
}
