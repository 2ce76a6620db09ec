//! Objects of resources between their stored form and values.

use std::sync::Arc;

use groundplan_provider::{ObjectState, Schema};
use groundplan_state::{AttributePath, AttributeStep, InstanceObject, ObjectStatus, RawJson};
use groundplan_value::{Kind, Marks, Path, PathStep, Value, to_json};

/// A path into a value as states write it. `None` for a path through a set, whose elements have no address.
fn stored_path(path: &Path) -> Option<AttributePath> {
    let steps = path.steps().iter().map(|step| match step {
        PathStep::Attr(name) => Some(AttributeStep::attr(name.to_string())),
        PathStep::Index(key) => match (key.as_str(), key.as_number()) {
            (Some(key), _) => Some(AttributeStep::key(key)),
            (_, Some(at)) => at.to_i64().map(AttributeStep::position),
            _ => None,
        },
    });
    steps.collect::<Option<Vec<_>>>().map(AttributePath)
}

/// The outermost places of a value that are sensitive.
pub(crate) fn sensitive_paths(value: &Value) -> Vec<Path> {
    fn walk(value: &Value, path: &Path, found: &mut Vec<Path>) {
        if value.marks().is_sensitive() {
            found.push(path.clone());
            return;
        }
        match value.kind() {
            Kind::List(_, items) | Kind::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(item, &path.index(Value::number(at)), found);
                }
            }
            Kind::Map(_, map) => map.iter().for_each(|(key, item)| walk(item, &path.index(Value::string(key)), found)),
            Kind::Object(map) => map.iter().for_each(|(name, item)| walk(item, &path.attr(name.clone()), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if !value.deep_marks().is_empty() {
        walk(value, &Path::root(), &mut found);
    }
    found
}

/// Marks the places of a value that a state says are sensitive.
pub(crate) fn mark_stored(value: &Value, object: &InstanceObject) -> Value {
    object.sensitive_paths.iter().fold(value.clone(), |value, path| mark_at(&value, &path.0))
}

fn mark_at(value: &Value, steps: &[AttributeStep]) -> Value {
    let Some((step, rest)) = steps.split_first() else { return value.clone().mark(Marks::SENSITIVE) };
    let replaced = |map: &groundplan_value::Map, name: &str| {
        let each = map
            .iter()
            .map(|(key, inner)| (key.clone(), if &**key == name { mark_at(inner, rest) } else { inner.clone() }));
        each.collect::<groundplan_value::Map>()
    };
    let changed = match (value.kind(), step) {
        (Kind::Object(map), AttributeStep::Attr(name)) => Value::object(replaced(map, name)),
        (Kind::Map(ty, map), AttributeStep::Index { value: key, .. }) => match key.as_string() {
            Some(key) => Value::map(ty.clone(), replaced(map, &key)),
            None => return value.clone(),
        },
        (Kind::List(..) | Kind::Tuple(_), AttributeStep::Index { value: key, .. }) => {
            let Ok(wanted) = key.decode::<usize>() else { return value.clone() };
            let mut at = 0;
            return value.map_children(|inner| {
                at += 1;
                if at == wanted + 1 { mark_at(inner, rest) } else { inner.clone() }
            });
        }
        // A set's elements have no address of their own: the whole set is then sensitive.
        (Kind::Set(..), _) => return value.clone().mark(Marks::SENSITIVE),
        _ => return value.clone(),
    };
    changed.mark(value.marks())
}

/// The stored form of an object. The value is known and may be marked.
///
/// # Errors
/// A sentence when the object cannot be stored.
pub(crate) fn to_stored(
    object: &ObjectState,
    schema: &Schema,
    dependencies: Vec<String>,
    create_before_destroy: bool,
    tainted: bool,
) -> Result<InstanceObject, String> {
    let json = to_json(&object.value, &schema.block.value_type()).map_err(|error| error.to_string())?;
    let attributes = RawJson::from_value(&json).map_err(|error| error.to_string())?;
    let mut stored = InstanceObject::new(schema.version, attributes);
    stored.status = if tainted { ObjectStatus::Tainted } else { ObjectStatus::Ready };
    stored.sensitive_paths = sensitive_paths(&object.value).iter().filter_map(stored_path).collect();
    stored.private = object.private.to_vec();
    stored.dependencies = dependencies;
    stored.create_before_destroy = create_before_destroy;
    Ok(stored)
}

/// The `id` of an object, if it has one that may be shown.
pub(crate) fn shown_id(value: &Value) -> Option<String> {
    let id = value.as_map()?.get("id")?;
    if id.marks().is_sensitive() {
        return None;
    }
    id.as_str().map(ToString::to_string)
}

/// The private bytes of a stored object.
pub(crate) fn private_of(object: &InstanceObject) -> Arc<[u8]> {
    object.private.clone().into()
}
