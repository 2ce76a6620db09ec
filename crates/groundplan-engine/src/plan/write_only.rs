//! Write-only arguments go to the provider with the configuration and are nowhere else: not in plans, not in states.

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_provider::{Attribute, Block};
use groundplan_value::{Kind, Path, Value};

/// The first write-only attribute of an object that is set, if any is.
pub(crate) fn set_write_only(schema: &Block, value: &Value) -> Option<Path> {
    if !schema.has_write_only() {
        return None;
    }
    let mut found = None;
    without(schema, value, &Path::root(), &mut found);
    found
}

/// The object with all write-only attributes null.
pub(crate) fn without_write_only(schema: &Block, value: &Value) -> Value {
    if schema.has_write_only() { without(schema, value, &Path::root(), &mut None) } else { value.clone() }
}

fn without(schema: &Block, value: &Value, path: &Path, found: &mut Option<Path>) -> Value {
    let Kind::Object(map) = value.kind() else { return value.clone() };
    let object = map.iter().map(|(name, inner)| {
        let path = path.attr(name.clone());
        let inner = if let Some(attribute) = schema.attributes.get(name) {
            of_attribute(attribute, inner, &path, found)
        } else if let Some(nested) = schema.blocks.get(name) {
            each(inner, &path, &mut |inner, path| without(&nested.block, inner, path, found))
        } else {
            inner.clone()
        };
        (name.clone(), inner)
    });
    Value::object(object).mark(value.marks())
}

fn of_attribute(attribute: &Attribute, value: &Value, path: &Path, found: &mut Option<Path>) -> Value {
    if attribute.write_only {
        if !value.is_null() {
            found.get_or_insert_with(|| path.clone());
        }
        return Value::null(attribute.value_type()).mark(value.marks());
    }
    match attribute.nested() {
        Some(inner) => each(value, path, &mut |object, path| of_object(inner, object, path, found)),
        None => value.clone(),
    }
}

fn of_object(
    attributes: &BTreeMap<Arc<str>, Attribute>,
    value: &Value,
    path: &Path,
    found: &mut Option<Path>,
) -> Value {
    let Kind::Object(map) = value.kind() else { return value.clone() };
    let object = map.iter().map(|(name, inner)| {
        let inner = match attributes.get(name) {
            Some(attribute) => of_attribute(attribute, inner, &path.attr(name.clone()), found),
            None => inner.clone(),
        };
        (name.clone(), inner)
    });
    Value::object(object).mark(value.marks())
}

/// The value itself when it is an object, else each of its elements.
fn each(value: &Value, path: &Path, change: &mut dyn FnMut(&Value, &Path) -> Value) -> Value {
    match value.kind() {
        Kind::Object(_) => change(value, path),
        _ => {
            let mut at = 0usize;
            value.map_children(|inner| {
                at += 1;
                change(inner, &path.index(Value::number(at - 1)))
            })
        }
    }
}
