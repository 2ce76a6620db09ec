use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_provider::{Attribute, Block, Schema};
use groundplan_state::{AttributeStep, Attributes, InstanceObject};
use groundplan_value::from_json;
use serde_json::{Map, Value as Json};

use super::mask::known;

/// The attributes of a stored object, and in which places they are sensitive. `None` for an object in the flat form of
/// Terraform 0.11, which only its provider can read.
///
/// Without a schema, what the state alone says is sensitive counts, and values of an attribute of any type stay in the
/// wrapper that holds their type.
pub(super) fn contents(object: &InstanceObject, schema: Option<&Schema>) -> Option<(Map<String, Json>, Json)> {
    let Attributes::Json(raw) = &object.attributes else { return None };
    let raw = raw.to_value().ok()?;
    let schema = schema.filter(|schema| schema.version == object.schema_version);
    let typed = schema.and_then(|schema| known(&from_json(&raw, &schema.block.value_type()).ok()?));
    let values = typed.unwrap_or(raw);
    let mut mask = empty_mask(&values);
    if let Some(schema) = schema {
        mark_block(&schema.block, &values, &mut mask);
    }
    for path in &object.sensitive_paths {
        mark(&mut mask, &path.0);
    }
    match values {
        Json::Object(values) => Some((values, mask)),
        _ => None,
    }
}

/// A mask that says of nothing that it is sensitive.
fn empty_mask(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(empty_mask).collect(),
        Json::Object(members) => {
            let masks = members.iter().map(|(name, inner)| (name.clone(), empty_mask(inner)));
            Json::Object(masks.filter(|(_, inner)| *inner != Json::Bool(false)).collect())
        }
        _ => Json::Bool(false),
    }
}

/// Marks the place at the end of a path; a path that leads nowhere marks nothing.
fn mark(mask: &mut Json, path: &[AttributeStep]) {
    let Some((step, rest)) = path.split_first() else {
        *mask = Json::Bool(true);
        return;
    };
    let name = match step {
        AttributeStep::Attr(name) => Some(name.clone()),
        AttributeStep::Index { value, .. } => value.as_string(),
    };
    match (mask, name, step) {
        (Json::Object(members), Some(name), _) => mark_member(members, &name, |inner| mark(inner, rest)),
        (Json::Array(items), None, AttributeStep::Index { value, .. }) => {
            if let Some(item) = value.decode().ok().and_then(|at: usize| items.get_mut(at)) {
                mark(item, rest);
            }
        }
        _ => {}
    }
}

/// Changes the mask of a member, and keeps the members in order.
fn mark_member(members: &mut Map<String, Json>, name: &str, change: impl FnOnce(&mut Json)) {
    let mut inner = members.get(name).cloned().unwrap_or(Json::Bool(false));
    change(&mut inner);
    if inner != Json::Bool(false) {
        members.insert(name.to_owned(), inner);
        members.sort_keys();
    }
}

/// Marks what a schema says is sensitive.
fn mark_block(schema: &Block, value: &Json, mask: &mut Json) {
    if !schema.has_sensitive() {
        return;
    }
    mark_attributes(&schema.attributes, value, mask);
    for (name, nested) in &schema.blocks {
        let inside = |value: &Json, mask: &mut Json| mark_block(&nested.block, value, mask);
        mark_inside(name, value, mask, &inside);
    }
}

fn mark_attributes(attributes: &BTreeMap<Arc<str>, Attribute>, value: &Json, mask: &mut Json) {
    for (name, attribute) in attributes {
        if attribute.sensitive {
            if let Json::Object(members) = &mut *mask {
                mark_member(members, name, |inner| *inner = Json::Bool(true));
            }
        } else if let Some(nested) = attribute.nested() {
            mark_inside(name, value, mask, &|value, mask| mark_attributes(nested, value, mask));
        }
    }
}

/// Marks each object that a member holds: itself, or the elements of the list, set or map that it is.
fn mark_inside(name: &str, value: &Json, mask: &mut Json, each: &dyn Fn(&Json, &mut Json)) {
    let (Some(value), Json::Object(members)) = (value.get(name), mask) else { return };
    mark_member(members, name, |mask| match (value, &mut *mask) {
        (Json::Array(values), Json::Array(masks)) => {
            values.iter().zip(masks).for_each(|(value, mask)| each(value, mask));
        }
        (Json::Object(_), _) => each(value, mask),
        _ => {}
    });
}
