//! Marks of resource objects: providers know none, so they are taken off before a call and put back after it.

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_provider::{Attribute, AttributeType, Block};
use groundplan_value::{Kind, Marks, Value};

/// Puts the marks of one value on another of the same shape, as far as the shapes agree. Ephemeral values are nowhere but in
/// configuration, so what is planned or made has no such mark.
pub(crate) fn copy_marks(from: &Value, to: &Value) -> Value {
    if from.deep_marks().is_empty() {
        return to.clone();
    }
    let inner = match (from.kind(), to.kind()) {
        (Kind::List(_, a), Kind::List(ty, b)) => Value::list(ty.clone(), zip(a, b)),
        (Kind::Tuple(a), Kind::Tuple(b)) => Value::tuple(zip(a, b)),
        (Kind::Map(_, a), Kind::Map(ty, b)) => Value::map(ty.clone(), zip_map(a, b)),
        (Kind::Object(a), Kind::Object(b)) => Value::object(zip_map(a, b)),
        // Sets carry their elements' marks themselves; anything else that differs in kind takes the marks as a whole.
        (Kind::Set(..) | Kind::Null(_) | Kind::Unknown(..) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_), _) => {
            to.clone()
        }
        _ => to.clone().mark(from.deep_marks().without(Marks::EPHEMERAL)),
    };
    inner.mark(to.marks() | from.marks().without(Marks::EPHEMERAL))
}

fn zip(a: &[Value], b: &[Value]) -> Vec<Value> {
    b.iter().enumerate().map(|(at, to)| a.get(at).map_or_else(|| to.clone(), |from| copy_marks(from, to))).collect()
}

fn zip_map<'a>(
    a: &'a groundplan_value::Map,
    b: &'a groundplan_value::Map,
) -> impl Iterator<Item = (Arc<str>, Value)> + 'a {
    b.iter().map(|(key, to)| (key.clone(), a.get(key).map_or_else(|| to.clone(), |from| copy_marks(from, to))))
}

/// Marks what the schema says is sensitive.
pub(crate) fn mark_sensitive(schema: &Block, value: &Value) -> Value {
    if !schema.has_sensitive() {
        return value.clone();
    }
    let Kind::Object(map) = value.kind() else { return value.clone() };
    let marked = map.iter().map(|(name, inner)| {
        let inner = if let Some(attribute) = schema.attributes.get(name) {
            attribute_marks(attribute, inner)
        } else if let Some(nested) = schema.blocks.get(name) {
            each_object(inner, &|object| mark_sensitive(&nested.block, object))
        } else {
            inner.clone()
        };
        (name.clone(), inner)
    });
    Value::object(marked).mark(value.marks())
}

fn attribute_marks(attribute: &Attribute, value: &Value) -> Value {
    if attribute.sensitive {
        return value.clone().mark(Marks::SENSITIVE);
    }
    match &attribute.ty {
        AttributeType::Plain(_) => value.clone(),
        AttributeType::Nested(_, inner) => each_object(value, &|object| object_marks(inner, object)),
    }
}

fn object_marks(attributes: &BTreeMap<Arc<str>, Attribute>, value: &Value) -> Value {
    let Kind::Object(map) = value.kind() else { return value.clone() };
    let marked = map.iter().map(|(name, inner)| {
        let inner = attributes.get(name).map_or_else(|| inner.clone(), |attribute| attribute_marks(attribute, inner));
        (name.clone(), inner)
    });
    Value::object(marked).mark(value.marks())
}

/// The value itself when it is an object, else each of its elements.
fn each_object(value: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    match value.kind() {
        Kind::Object(_) => change(value),
        _ => value.map_children(change),
    }
}
